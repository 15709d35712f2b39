import { create } from 'zustand'
import type { Gesture } from '../../shared/gesture/index.ts'
import type { ImportProgress, ImportReport, ImportSource } from '../../shared/ipc/contract.ts'
import { recordGesture } from './activity-store.ts'
import { bridge } from './bridge.ts'
import { explainFailure } from './explain-failure.ts'
import { whenOpen } from './when-open.ts'

export interface ImportState {
  /** The import that the sheet shows. */
  readonly report: ImportReport | null
  /** Namespace it was dropped on, if any. */
  readonly namespace: string | undefined
  readonly busy: boolean
  readonly progress: ImportProgress | null
  /** An error of the import as a whole. */
  readonly failure: string | null
}

export const useImport = create<ImportState>(() => ({ report: null, namespace: undefined, busy: false, progress: null, failure: null }))

/** What an import did, as a gesture. */
function gestureOf({ documents }: ImportReport, namespace: string | undefined): Gesture {
  const objects = documents.flatMap(({ object, outcome }) => (object === undefined || outcome === 'refused' ? [] : [{ ref: object, outcome }]))
  const files = documents.flatMap(({ file, outcome }) => (outcome === 'refused' ? [] : [file]))
  return { do: 'apply', files, objects, ...(namespace === undefined ? {} : { namespace }) }
}

/** Imports what was dropped, chosen, typed or mended; the outcome shows in the sheet, the objects arrive as facts. */
export async function importManifests(source: ImportSource, namespace?: string): Promise<void> {
  useImport.setState({ busy: true, namespace, progress: null, failure: null })
  try {
    const report = await whenOpen(bridge.request('manifests:import', { source, ...(namespace === undefined ? {} : { namespace }) }))
    useImport.setState({ report })
    if (report.applied) recordGesture(gestureOf(report, namespace))
  } catch (error) {
    // What was held back before stays to be tried again; the report of another import has nothing to do with this one.
    useImport.setState({ failure: explainFailure(error), ...(source.kind === 'retry' ? {} : { report: null }) })
  } finally {
    useImport.setState({ busy: false, progress: null })
  }
}

/** Imports the files of the drop that is being handled, if it held any. */
export async function importDropped(namespace?: string): Promise<void> {
  const token = await bridge.droppedFiles()
  if (token !== null) await importManifests({ kind: 'files', token }, namespace)
}

/** Lets the person choose files, then imports them. */
export async function chooseManifests(namespace?: string): Promise<void> {
  const chosen = await bridge.request('manifests:choose', undefined)
  if (chosen !== null) await importManifests({ kind: 'files', token: chosen.token }, namespace)
}

export function cancelImport(): void {
  const { progress } = useImport.getState()
  if (progress !== null) void bridge.request('manifests:cancel', { id: progress.id })
}

export function closeImport(): void {
  useImport.setState({ report: null, failure: null })
}

/** Follows the progress of imports. Returns what ends it. */
export function followImports(): () => void {
  // The last word of progress may come after the answer.
  return bridge.on('manifests:progress', (progress) => useImport.getState().busy && useImport.setState({ progress }))
}
