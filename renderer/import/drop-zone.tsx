import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { findRefs, graphHandle, importDropped, importManifests, useCluster, useDrag, type DragState, type Ghost } from '../state/index.ts'
import { planFileGhosts, planSampleGhosts } from './ghosts.ts'
import { applySample, endSampleDrag, holdsSample, sampleIn } from './sample-drag.ts'

const isOurs = (transfer: DataTransfer | null): transfer is DataTransfer => transfer !== null && (transfer.types.includes('Files') || holdsSample(transfer))

/** The namespace that a drop at this place means: that of an outline row, or the one drawn there. */
function targetOf(event: DragEvent): string | null {
  if (!(event.target instanceof Element)) return null
  const row = event.target.closest<HTMLElement>('[data-namespace]')
  if (row !== null) return row.dataset['namespace'] || null
  return event.target.closest('[data-panel="graph"]') === null ? null : (graphHandle()?.namespaceAt(event.clientX, event.clientY) ?? null)
}

function findObject(kind: string, namespace: string, name: string): ObjectSummary | undefined {
  return findRefs(useCluster.getState().replica, [{ apiVersion: 'v1', kind, namespace, name }])[0]
}

function planGhosts(transfer: DataTransfer, target: string | null, fileName: string): readonly Ghost[] {
  const sample = holdsSample(transfer) ? sampleIn(transfer) : null
  if (sample !== null) return planSampleGhosts(sample, target, { find: findObject })
  return planFileGhosts([...transfer.items].filter(({ kind }) => kind === 'file').length, target, fileName)
}

function showDrag(over: DragState['over']): void {
  const shown = useDrag.getState().over
  if (JSON.stringify(shown) !== JSON.stringify(over)) useDrag.setState({ over })
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, [role="textbox"]') !== null)
}

/** Takes files and samples that are dropped anywhere on the window, and YAML that is pasted outside of text fields. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  useEffect(() => {
    const end = new AbortController()
    const listen = <Name extends 'dragenter' | 'dragover' | 'dragleave' | 'drop' | 'dragend' | 'paste'>(name: Name, listener: (event: WindowEventMap[Name]) => void) =>
      window.addEventListener(name, listener, { signal: end.signal })

    const over = (event: DragEvent) => {
      const transfer = event.dataTransfer
      if (!isOurs(transfer)) return
      event.preventDefault()
      transfer.dropEffect = 'copy'
      const target = targetOf(event)
      showDrag({ target, ghosts: planGhosts(transfer, target, t('import.ghost.manifest')) })
    }
    const finish = () => {
      endSampleDrag()
      showDrag(null)
    }
    listen('dragenter', over)
    listen('dragover', over)
    // Without a related target the drag left the window or was given up.
    listen('dragleave', (event) => event.relatedTarget === null && showDrag(null))
    listen('dragend', finish)
    listen('drop', (event) => {
      const transfer = event.dataTransfer
      if (!isOurs(transfer)) return
      event.preventDefault()
      const target = targetOf(event) ?? undefined
      const sample = holdsSample(transfer) ? sampleIn(transfer) : null
      finish()
      if (sample === null) void importDropped(target)
      else void applySample(sample, target)
    })
    listen('paste', (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '' || isTextField(event.target)) return
      event.preventDefault()
      void importManifests({ kind: 'text', name: 'pasted.yaml', text })
    })
    return () => end.abort()
  }, [t])
  return children
}
