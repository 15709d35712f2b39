/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree holds the focus and hears the keys */
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { StateGlyph } from '../look/index.ts'
import { nameOf, type OutlineRow } from './outline-rows.ts'

export const ROW_HEIGHT = 26
const INDENT = 16

export interface OutlineRowViewProps {
  readonly row: OutlineRow
  readonly index: number
  readonly domId: string
  readonly isSelected: boolean
  readonly isActive: boolean
  /** Null while nothing is asked. */
  readonly matches: boolean | null
  /** Pods of a namespace that match; null while nothing is asked. */
  readonly matched: number | null
  /** Something dragged would be dropped into this namespace. */
  readonly isTarget: boolean
  readonly onPress: (index: number, event: React.MouseEvent) => void
  readonly onReveal: (index: number) => void
  readonly onFold: (index: number) => void
}

function isReady(row: OutlineRow & { readonly type: 'object' }): boolean {
  const { pod } = row.object
  return pod === undefined || pod.readyContainers >= pod.containers.length
}

/** Text for a screen reader, after the name: phase, readiness, and whether the row matches. */
function useDescription(row: OutlineRow, matches: boolean | null, matched: number | null): string {
  const { t } = useTranslation()
  if (row.type === 'group') return ''
  if (row.type === 'namespace') {
    const pods = matched === null ? t('outline.pods', { count: row.entry.pods }) : t('outline.matching', { matched, total: row.entry.pods })
    return row.entry.object?.terminating === true ? `Terminating, ${pods}` : pods
  }
  const { pod, terminating } = row.object
  const status = pod === undefined ? (terminating ? ['Terminating'] : []) : [pod.status, ...(pod.state === 'running' && !isReady(row) ? [t('outline.notReady')] : [])]
  return [...status, ...(matches === null ? [] : [t(matches ? 'outline.matches' : 'outline.doesNotMatch')])].join(', ')
}

function useTail(row: OutlineRow, matched: number | null): string {
  const { i18n } = useTranslation()
  const number = (value: number) => value.toLocaleString(i18n.language)
  if (row.type === 'group') return number(row.count)
  if (row.type === 'namespace') return `${matched === null || row.entry.pods === 0 ? '' : `${number(matched)}/`}${number(row.entry.pods)}`
  const { pod, terminating } = row.object
  if (pod === undefined) return terminating ? 'Terminating' : ''
  return pod.state === 'running' && isReady(row) ? '' : pod.status
}

function Glyph({ row, onFold, index }: { readonly row: OutlineRow; readonly onFold: (index: number) => void; readonly index: number }) {
  if (row.type !== 'object') {
    return (
      <span className="outline-chevron" data-open={row.open || undefined} aria-hidden="true" onClick={(event) => { event.stopPropagation(); onFold(index) }}>
        <ChevronRight size={14} />
      </span>
    )
  }
  return <span className="outline-glyph">{row.object.pod !== undefined && <StateGlyph state={row.object.pod.state} ready={isReady(row)} />}</span>
}

/** One row of the tree: fold or state, name, and what is worth a word. */
export const OutlineRowView = memo(function OutlineRowView(props: OutlineRowViewProps) {
  const { row, index, domId, isSelected, isActive, matches, matched, isTarget, onPress, onReveal, onFold } = props
  const { t } = useTranslation()
  const description = useDescription(row, matches, matched)
  const tail = useTail(row, matched)
  const name = nameOf(row)
  const kind = row.type === 'namespace' ? 'namespace' : row.type === 'object' ? row.object.kind.toLowerCase() : ''
  const muted = matches === false || matched === 0
  return (
    <div
      role="treeitem"
      id={domId}
      className="outline-row"
      style={{ top: index * ROW_HEIGHT, paddingInlineStart: 4 + (row.level - 1) * INDENT }}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-expanded={row.type === 'object' ? undefined : row.open}
      aria-selected={row.type === 'group' ? undefined : isSelected}
      aria-label={row.type === 'group' ? t('outline.group', { kind: name, count: row.count }) : `${kind} ${name}`}
      aria-describedby={description === '' ? undefined : `${domId}-text`}
      data-type={row.type}
      data-namespace={row.type === 'namespace' ? name : row.type === 'object' && row.object.namespace !== '' ? row.object.namespace : undefined}
      data-target={isTarget || undefined}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      data-matches={matches === true || undefined}
      data-muted={muted || undefined}
      title={name}
      onClick={(event) => onPress(index, event)}
      onDoubleClick={() => onReveal(index)}
    >
      <Glyph row={row} index={index} onFold={onFold} />
      <span className="outline-name ellipsis"><bdi>{name}</bdi></span>
      {/* Drawn by the style sheet: the row's name and description say it already. */}
      {tail !== '' && <span className="outline-tail ellipsis" data-text={tail} />}
      {description !== '' && <span id={`${domId}-text`} hidden>{description}</span>}
    </div>
  )
})
