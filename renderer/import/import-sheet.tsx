import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../shared/ipc/contract.ts'
import { usePassing } from '../passing/index.ts'
import { closeImport, importManifests, useImport } from '../state/index.ts'
import { DocumentEditor } from './document-editor.tsx'
import { DocumentList } from './document-list.tsx'
import { fixOf, isMendable } from './outcomes.ts'
import { SheetHeader } from './sheet-header.tsx'
import { SheetProgress } from './sheet-progress.tsx'
import { useLasting } from './use-lasting.ts'
import { useSheetFocus } from './use-sheet-focus.ts'
import './import-sheet.css'

/** A moment (ms) that is too short to speak of. */
const MOMENT = 500

/** What the person did with a report so far. */
interface Mending {
  readonly report: ImportReport | null
  readonly serial: number
  /** Mended texts, by the document's place in the report. */
  readonly edits: Readonly<Record<number, string>>
  readonly selected: number | null
}

function startMending(report: ImportReport | null, serial: number): Mending {
  const refused = report === null || report.applied ? -1 : report.documents.findIndex(({ outcome }) => outcome === 'refused')
  return { report, serial, edits: {}, selected: refused === -1 ? null : refused }
}

/** Says what an import did to each document; what is refused is mended here and tried again. The rest of the window stays usable. */
export function ImportSheet() {
  const { t } = useTranslation()
  const { report, namespace, busy, progress, failure } = useImport()
  const slow = useLasting(busy, MOMENT)
  const [mending, setMending] = useState(() => startMending(report, 0))
  const sheet = useRef<HTMLDialogElement>(null)
  if (report !== mending.report) setMending(startMending(report, mending.serial + 1))
  const { edits, selected, serial } = mending
  // The list is only drawn again when another document is edited, not at each keystroke.
  const editedPlaces = Object.keys(edits).join()
  const edited = useMemo(() => new Set(editedPlaces.split(',').filter((place) => place !== '').map(Number)), [editedPlaces])
  const choose = useCallback((place: number) => setMending((before) => ({ ...before, selected: place })), [])
  const open = report !== null || failure !== null || slow
  // What went well takes little room: the graph shows it.
  const done = report?.applied === true && failure === null && !report.documents.some(({ outcome }) => outcome === 'refused')
  // It then passes by itself, but for warnings, which wait to be read.
  const holding = usePassing(done && !report.documents.some(({ warnings }) => warnings.length > 0) ? report : null, closeImport)

  const chosen = selected === null ? undefined : report?.documents[selected]
  const mended = chosen !== undefined && isMendable(chosen) ? chosen : undefined
  const fix = mended === undefined ? undefined : fixOf(mended)
  const edit = (text: string) => selected !== null && setMending((before) => ({ ...before, edits: { ...before.edits, [selected]: text } }))
  const retry = (leaveOutRefused: boolean) => {
    if (report === null || busy) return
    if (!report.applied) void importManifests({ kind: 'retry', id: report.id, edits, leaveOutRefused }, namespace)
    // The others are in the cluster already: what was left out is an import of its own.
    else if (mended !== undefined) void importManifests({ kind: 'text', name: mended.file, text: edits[selected!] ?? mended.text! }, namespace)
  }
  const press = (event: KeyboardEvent) => {
    const withModifier = event.ctrlKey || event.metaKey
    if (event.key === 'Escape') {
      const inEditor = event.target instanceof Element && event.target.closest('.code-view') !== null
      if (inEditor) sheet.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus()
      else closeImport()
    } else if (withModifier && event.key === 'Enter' && (mended !== undefined || report?.applied === false)) retry(false)
    else if (withModifier && event.key === '.' && fix !== undefined) edit(fix.text)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  useSheetFocus(sheet, press, report)
  if (!open) return null
  return (
    <dialog
      ref={sheet} open aria-label={t('import.title')} tabIndex={-1} className={done ? 'import-sheet import-sheet-done floating' : 'import-sheet floating'} {...holding}
    >
      <SheetHeader
        report={report} namespace={namespace} failure={failure} busy={busy} mending={mended !== undefined} edited={edited.size > 0} onRetry={retry}
      />
      {slow && <SheetProgress progress={progress} />}
      {failure !== null && <p className="mono import-failure" role="alert"><bdi>{failure}</bdi></p>}
      {report !== null && report.documents.length > 0 && (
        <div className={mended === undefined ? 'import-body' : 'import-body import-body-mending'}>
          <DocumentList
            key={serial} report={report} edited={edited} selected={selected} onSelect={choose}
          />
          {mended !== undefined && (
            <DocumentEditor
              key={`${serial} ${selected}`} document={mended} text={edits[selected!] ?? mended.text!} fix={fix} onChange={edit}
            />
          )}
        </div>
      )}
    </dialog>
  )
}
