import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../shared/ipc/contract.ts'
import { DocumentRow } from './document-row.tsx'
import { estimateHeight } from './row-heights.ts'
import { useRowsInSight } from './use-rows-in-sight.ts'

interface Props {
  readonly report: ImportReport
  /** Places of the documents that were edited. */
  readonly edited: ReadonlySet<number>
  readonly selected: number | null
  readonly onSelect: (place: number) => void
}

/** Where a key leads among `count` refused documents from the one at `from`; null for a key that leads nowhere. */
function stepOf(key: string, from: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, from + 1)
  if (key === 'ArrowUp') return Math.max(0, from - 1)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/** The documents of an import, a line each, with the reasons of those that are refused. Takes the focus when nothing was applied. */
export const DocumentList = memo(function DocumentList({ report, edited, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const { documents, applied } = report
  const list = useRef<HTMLUListElement>(null)
  const estimates = useMemo(() => documents.map(estimateHeight), [documents])
  const refused = useMemo(() => documents.flatMap(({ outcome }, place) => (outcome === 'refused' ? [place] : [])), [documents])
  const { tops, first, end, onScroll, measure } = useRowsInSight(list, estimates)
  /** The one that Tab leads to is always drawn, or the focus on it would be lost when it is scrolled out of sight. */
  const tabbable = selected ?? refused[0]
  const focusNext = useRef(!applied)

  const press = useCallback((event: React.KeyboardEvent) => {
    const { ctrlKey, metaKey, altKey, shiftKey, key } = event
    const place = Number(event.currentTarget.closest('li')?.dataset['row'])
    const step = ctrlKey || metaKey || altKey || shiftKey ? null : stepOf(key, refused.indexOf(place), refused.length)
    if (step === null) return
    event.preventDefault()
    focusNext.current = true
    onSelect(refused[step]!)
  }, [refused, onSelect])

  useLayoutEffect(() => {
    if (!focusNext.current || selected === null) return
    focusNext.current = false
    const row = list.current?.querySelector(`[data-row="${selected}"]`)
    row?.querySelector('button')?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const places = Array.from({ length: end - first }, (_, which) => first + which)
  if (tabbable !== undefined && tabbable < first) places.unshift(tabbable)
  else if (tabbable !== undefined && tabbable >= end) places.push(tabbable)
  return (
    <ul
      className="documents" aria-label={t('import.documents')} ref={list} onScroll={onScroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls must be reachable, also when no row of it is
      tabIndex={refused.length === 0 ? 0 : undefined}
    >
      {places.map((place) => (
        <DocumentRow
          key={place} ref={measure} place={place} total={documents.length} top={tops[place]!} document={documents[place]!} applied={applied}
          edited={edited.has(place)} current={place === selected} tabbable={place === tabbable} onOpen={onSelect} onKeyDown={press}
        />
      ))}
    </ul>
  )
})
