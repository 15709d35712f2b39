import { Equal, Pencil, Plus, X } from 'lucide-react'
import { memo, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentOutcome, DocumentReport } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { clipMessage, nameOf, placeOf } from './outcomes.ts'
import { SourceLineView } from './source-line-view.tsx'

interface Props {
  readonly document: DocumentReport
  /** Whether the import was carried out. */
  readonly applied: boolean
  readonly edited: boolean
  readonly current: boolean
  /** Whether the Tab key leads to it. */
  readonly tabbable: boolean
  readonly onOpen: (place: number) => void
  readonly onKeyDown: (event: React.KeyboardEvent) => void
  /** Its place in the report, of how many. */
  readonly place: number
  readonly total: number
  /** Where it begins in the list, in px. */
  readonly top: number
  readonly ref: (element: HTMLElement | null) => (() => void) | undefined
}

/** A document of an import: a line, which is a button where it was refused, and below it all that is wrong with it. */
export const DocumentRow = memo(function DocumentRow({ document, applied, edited, current, tabbable, onOpen, onKeyDown, place, total, top, ref }: Props) {
  const { t } = useTranslation()
  const reasons = useId()
  const { outcome, errors, warnings } = document
  const line = <DocumentLine document={document} word={t(applied ? `import.outcome.${outcome}` : `import.would.${outcome}`)} edited={edited} />
  return (
    <li
      className={current ? 'document document-current' : 'document'} ref={ref} style={{ top }} data-row={place} aria-posinset={place + 1} aria-setsize={total}
    >
      {outcome === 'refused' ? (
        <button
          type="button" className="document-line" aria-current={current ? 'true' : undefined} aria-describedby={reasons} tabIndex={tabbable ? 0 : -1}
          onClick={() => onOpen(place)} onKeyDown={onKeyDown}
        >
          {line}
        </button>
      ) : <div className="document-line">{line}</div>}
      {errors.length > 0 && (
        <div id={reasons}>
          {errors.map((error) => (
            <div key={`${error.position?.line ?? 0}:${error.position?.column ?? 0} ${error.message}`} className="document-error">
              <p className="mono"><bdi>{clipMessage(error.message)}</bdi></p>
              {error.line !== undefined && error.position !== undefined && <SourceLineView line={error.line} position={error.position} />}
            </div>
          ))}
        </div>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="document-warning">
          <span className="muted">{t('import.warning')}</span> <bdi className="mono">{warning}</bdi>
        </p>
      ))}
    </li>
  )
})

function DocumentLine({ document, word, edited }: { readonly document: DocumentReport; readonly word: string; readonly edited: boolean }) {
  const { t } = useTranslation()
  const { object, outcome } = document
  const name = nameOf(document)
  const shown = name ?? t('import.unread', { number: document.index + 1 })
  const place = placeOf(document)
  return (
    <>
      <OutcomeGlyph outcome={outcome} />
      <span className="document-outcome">{word}</span>
      <bdi className={name === undefined ? 'ellipsis document-name muted' : 'ellipsis document-name mono'} title={shown}>{shown}</bdi>
      {object !== undefined && object.namespace !== '' && <bdi className="muted ellipsis document-namespace">{object.namespace}</bdi>}
      {edited && <span className="document-edited">{t('import.edited')}</span>}
      <bdi className="muted mono ellipsis document-place" title={place}>{place}</bdi>
    </>
  )
}

function OutcomeGlyph({ outcome }: { readonly outcome: DocumentOutcome }) {
  const look = { size: 14, 'aria-hidden': true, className: `document-glyph document-${outcome}` } as const
  switch (outcome) {
    case 'created':
      return <Plus {...look} />
    case 'configured':
      return <Pencil {...look} />
    case 'unchanged':
      return <Equal {...look} />
    case 'refused':
      return <X {...look} />
    default:
      return assertNever(outcome)
  }
}
