import { Equal, Pencil, Plus, X } from 'lucide-react'
import { memo, useMemo } from 'react'
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { DocumentOutcome, DocumentReport, ImportReport } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { nameOf, placeOf } from './outcomes.ts'
import { SourceLineView } from './source-line-view.tsx'

interface Props {
  readonly report: ImportReport
  /** Places of the documents that were edited. */
  readonly edited: ReadonlySet<number>
  readonly selected: number | null
  readonly onSelect: (place: number | null) => void
}

/** The documents of an import, a line each, with the reasons of those that are refused. Takes the focus when nothing was applied. */
export const DocumentList = memo(function DocumentList({ report, edited, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const items = useMemo(() => report.documents.map((document, place) => ({ id: place, document })), [report])
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 28 }}>
      <ListBox
        className="documents" aria-label={t('import.documents')} items={items} dependencies={[edited, report.applied]}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- what is refused is what the person has to see next
        autoFocus={!report.applied}
        selectionMode="single" selectionBehavior="replace" disallowEmptySelection
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => onSelect(keys === 'all' ? null : ([...keys].map(Number)[0] ?? null))}
      >
        {({ id, document }) => <DocumentLine place={id} document={document} applied={report.applied} edited={edited.has(id)} />}
      </ListBox>
    </Virtualizer>
  )
})

interface LineProps {
  readonly place: number
  readonly document: DocumentReport
  readonly applied: boolean
  readonly edited: boolean
}

function DocumentLine({ place, document, applied, edited }: LineProps) {
  const { t } = useTranslation()
  const { object, outcome, errors, warnings } = document
  const name = nameOf(document)
  const word = t(applied ? `import.outcome.${outcome}` : `import.would.${outcome}`)
  const shown = name ?? t('import.unread', { number: document.index + 1 })
  return (
    <ListBoxItem id={place} textValue={`${word} ${shown}`} className="document">
      <div className="document-line">
        <OutcomeGlyph outcome={outcome} />
        <span className="document-outcome">{word}</span>
        <bdi className={name === undefined ? 'ellipsis document-name muted' : 'ellipsis document-name mono'} title={shown}>{shown}</bdi>
        {object !== undefined && object.namespace !== '' && <bdi className="muted ellipsis document-namespace">{object.namespace}</bdi>}
        {edited && <span className="document-edited">{t('import.edited')}</span>}
        <bdi className="muted mono ellipsis document-place" title={placeOf(document)}>{placeOf(document)}</bdi>
      </div>
      {errors.map((error) => (
        <div key={`${error.position?.line ?? 0}:${error.position?.column ?? 0} ${error.message}`} className="document-error">
          <p className="mono"><bdi>{error.message}</bdi></p>
          {error.line !== undefined && error.position !== undefined && <SourceLineView line={error.line} position={error.position} />}
        </div>
      ))}
      {warnings.map((warning) => (
        <p key={warning} className="document-warning">
          <span className="muted">{t('import.warning')}</span> <bdi className="mono">{warning}</bdi>
        </p>
      ))}
    </ListBoxItem>
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
