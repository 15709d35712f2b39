import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PodSummary } from '../../shared/ipc/contract.ts'
import type { StringMap } from '../../shared/model/index.ts'
import { PodGlyph } from '../look/index.ts'
import { useCluster, useQuestion } from '../state/index.ts'
import { placeBeside } from './beside.ts'
import { useHand } from './hand-store.ts'

/** What floats over the graph as well, and is to be read or pressed. */
const FLOATING = '.graph-map:not([hidden]), .graph-zoom'
/** Labels listed at most. */
const MOST_LABELS = 8

/** Name, status and labels of the pod under the pointer, beside the pointer and inside of the graph. */
export function Tooltip() {
  const { t } = useTranslation()
  const pointed = useHand((hand) => hand.pointed)
  const object = useCluster((cluster) => (pointed === null ? undefined : cluster.replica.get(pointed.uid)))
  const pods = useCluster((cluster) => cluster.replica.namespaces.find((entry) => entry.object !== undefined && entry.object === object)?.pods ?? 0)
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    const element = box.current
    const room = element?.offsetParent
    if (element === null || pointed === null || !(room instanceof HTMLElement)) return
    const others = [...room.querySelectorAll<HTMLElement>(FLOATING)].map(({ offsetLeft, offsetTop, offsetWidth, offsetHeight }) => ({ x: offsetLeft, y: offsetTop, width: offsetWidth, height: offsetHeight }))
    const { x, y } = placeBeside(pointed.at, { width: element.offsetWidth, height: element.offsetHeight }, { width: room.clientWidth, height: room.clientHeight }, others)
    setPlace({ left: x, top: y })
  }, [pointed])
  if (pointed === null || object === undefined) return null
  return (
    <div className="graph-tooltip floating" ref={box} style={place} aria-hidden="true">
      <div className="graph-tooltip-name mono">{object.name}</div>
      {object.pod !== undefined ? <PodLines namespace={object.namespace} labels={object.labels} pod={object.pod} /> : <div className="muted">{object.kind !== 'Namespace' ? object.kind : pods === 0 ? t('graph.empty') : t('graph.pods', { count: pods })}</div>}
    </div>
  )
}

function PodLines({ namespace, labels: all, pod }: { readonly namespace: string; readonly labels: StringMap; readonly pod: PodSummary }) {
  const { t } = useTranslation()
  const selector = useQuestion((question) => question.selector)
  const { status, readyContainers, containers, restarts } = pod
  const named = new Set(selector.selects === 'nothing' ? [] : selector.requirements.map(({ key }) => key))
  const labels = Object.entries(all).sort(([a], [b]) => Number(named.has(b)) - Number(named.has(a)))
  return (
    <>
      <div className="muted mono">{namespace}</div>
      <div className="graph-tooltip-status">
        <PodGlyph pod={pod} /> {status} {readyContainers}/{containers.length}
        {restarts > 0 && <span className="muted"> {t('graph.restarts', { count: restarts })}</span>}
      </div>
      {labels.slice(0, MOST_LABELS).map(([key, value]) => (
        <div key={key} className={named.has(key) ? 'graph-tooltip-label graph-tooltip-named mono' : 'graph-tooltip-label mono'}>{key}={value}</div>
      ))}
      {labels.length > MOST_LABELS && <div className="muted">{t('graph.more', { count: labels.length - MOST_LABELS })}</div>}
    </>
  )
}
