import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SAMPLES, SAMPLE_SELECTORS, type Sample } from '../../shared/study/index.ts'
import { shortcutText } from '../keys/index.ts'
import { askText, useCluster, useDrag, type Replica } from '../state/index.ts'
import { applySample, startSampleDrag } from './sample-drag.ts'
import './empty-state.css'

/** Whether nobody has put a pod anywhere yet; the system's own do not count. */
function isEmpty(replica: Replica): boolean {
  return !replica.namespaces.some(({ name, pods }) => pods > 0 && !name.startsWith('kube-'))
}

/** An invitation over the graph while there are no pods. */
export function EmptyState() {
  const empty = useCluster((state) => state.known && !state.opening && isEmpty(state.replica))
  const dragging = useDrag((state) => state.over !== null)
  return empty ? <Invitation dragging={dragging} /> : null
}

function Invitation({ dragging }: { readonly dragging: boolean }) {
  const { t } = useTranslation()
  const root = useRef<HTMLDivElement>(null)
  // Who applied a sample by keyboard goes on in the graph, where the pod is.
  useLayoutEffect(() => {
    const card = root.current
    return () => {
      if (card?.contains(document.activeElement) === true) document.querySelector<HTMLElement>('[role="application"]')?.focus()
    }
  }, [])
  return (
    <div ref={root} className={dragging ? 'empty-state empty-state-dragging' : 'empty-state'}>
      <div className="empty-card floating">
        <h2>{t('import.empty.title')}</h2>
        <p className="muted">{t('import.empty.help', { key: shortcutText('O') })}</p>
        <ul className="sample-cards" aria-label={t('import.empty.samples')}>
          {SAMPLES.map((sample) => <li key={sample.name}><SampleCard sample={sample} /></li>)}
        </ul>
        <div className="empty-ask">
          <span className="muted">{t('import.empty.afterwards')}</span>
          {SAMPLE_SELECTORS.map((selector) => (
            <button key={selector} type="button" className="empty-selector mono" aria-label={t('import.empty.ask', { selector })} onClick={() => askText(selector)}>
              {selector}
            </button>
          ))}
        </div>
      </div>
    </div>
  )
}

function SampleCard({ sample }: { readonly sample: Sample }) {
  const { t } = useTranslation()
  const labels = Object.entries(sample.labels)
  return (
    <button
      type="button" className="sample-card" draggable
      onDragStart={(event) => startSampleDrag(event.dataTransfer, sample)} onClick={() => void applySample(sample)}
    >
      <span className="visually-hidden">{t('import.empty.apply')} </span>
      <span className="mono sample-name">{sample.name}</span>
      {labels.length === 0 && <span className="sample-label">{sample.object.kind}</span>}
      {labels.map(([key, value]) => <span key={key} className="mono sample-label">{key}={value}</span>)}
    </button>
  )
}
