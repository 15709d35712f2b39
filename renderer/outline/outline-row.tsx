/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree holds the focus and hears the keys */
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { LongName, PodGlyph } from '../look/index.ts'
import { useCluster, type Replica } from '../state/index.ts'
import { nameOf, type OutlineRow } from './outline-row-data.ts'
import type { RowAnswer, SayRow } from './row-words.ts'

export const ROW_HEIGHT = 26
const INDENT = 16

/** All that a row shows but its object: it is drawn again only when one of these is another, or its object. */
export interface OutlineRowViewProps {
  readonly row: OutlineRow
  readonly index: number
  readonly say: SayRow
  /** What the question says of the row. */
  readonly matches: RowAnswer['matches']
  readonly matched: RowAnswer['matched']
  readonly isSelected: boolean
  readonly isActive: boolean
  /** Something dragged would be dropped into this namespace. */
  readonly isTarget: boolean
  readonly onPress: (index: number, event: React.MouseEvent) => void
  readonly onReveal: (index: number) => void
  readonly onFold: (index: number) => void
}

export const rowDomId = (index: number): string => `outline-row-${index}`

/** A row's object as it is now. */
function objectOf(replica: Replica, row: OutlineRow): ObjectSummary | undefined {
  switch (row.type) {
    case 'object': return replica.get(row.object.uid) ?? row.object
    case 'namespace': return row.entry.object
    case 'group': return undefined
    default: return assertNever(row)
  }
}

/** The same for ever, so that it is not drawn again with each row. */
const CHEVRON = <ChevronRight size={14} />

function Glyph({ row, object, onFold, index }: Pick<OutlineRowViewProps, 'row' | 'onFold' | 'index'> & { readonly object: ObjectSummary | undefined }) {
  if (row.type !== 'object') {
    return (
      <span className="outline-chevron" data-open={row.open || undefined} aria-hidden="true" onClick={(event) => { event.stopPropagation(); onFold(index) }}>
        {CHEVRON}
      </span>
    )
  }
  return <span className="outline-glyph">{object?.pod !== undefined && <PodGlyph pod={object.pod} />}</span>
}

/** One row of the tree: fold or state, name, and what is worth a word. */
export const OutlineRowView = memo(function OutlineRowView(props: OutlineRowViewProps) {
  const { row, index, say, matches, matched, isSelected, isActive, isTarget, onPress, onReveal, onFold } = props
  const object = useCluster(({ replica }) => objectOf(replica, row))
  const { label, description, tail } = say(row, object, { matches, matched })
  const domId = rowDomId(index)
  const name = nameOf(row)
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
      aria-label={label}
      aria-describedby={description === '' ? undefined : `${domId}-text`}
      data-type={row.type}
      data-namespace={row.type === 'namespace' ? name : row.type === 'object' && row.object.namespace !== '' ? row.object.namespace : undefined}
      data-target={isTarget || undefined}
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      data-matches={matches === true || undefined}
      data-muted={matches === false || matched === 0 || undefined}
      title={name}
      onClick={(event) => onPress(index, event)}
      onDoubleClick={() => onReveal(index)}
    >
      <Glyph row={row} object={object} index={index} onFold={onFold} />
      <LongName className="outline-name" name={name} />
      {/* Drawn by the style sheet: the row's name and description say it already. */}
      {tail !== '' && <span className="outline-tail ellipsis" data-text={tail} />}
      {description !== '' && <span id={`${domId}-text`} hidden>{description}</span>}
    </div>
  )
})
