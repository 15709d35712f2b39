import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectRef } from '../../shared/model/index.ts'
import { useRowWindow } from '../row-window/index.ts'
import { askDelete, graphHandle, refOf, select, selectMany, toggleSelected, useCluster, useDrag, useLateSelection, useSelection } from '../state/index.ts'
import { isOpen, setOpen, useFolds } from './fold-store.ts'
import { OutlineRowView, ROW_HEIGHT, rowDomId } from './outline-row.tsx'
import { groupId, namespaceId, uidOf } from './outline-row-data.ts'
import type { OutlineRows } from './outline-rows.ts'
import { useRowWords } from './row-words.ts'
import { findTyped, moveInTree } from './tree-keys.ts'
import { useOutline } from './use-outline.ts'

/** Keys typed with less than this between them make one word. */
const TYPING_MS = 700

/** Up to so many rows all are drawn: search in the page and screen readers then find every one. */
const ALL_DRAWN = 400

/** The row id of an object that was chosen elsewhere, with what stands over it unfolded. */
function unfoldTo(uid: string): string | null {
  const object = useCluster.getState().replica.get(uid)
  if (object === undefined) return null
  if (object.kind === 'Namespace') return namespaceId(object.name)
  const over = [
    ...(object.namespace === '' ? [] : [namespaceId(object.namespace)]),
    ...(object.kind === 'Pod' ? [] : [groupId(object.namespace, object.kind)]),
  ]
  for (const id of over) if (!isOpen(useFolds.getState(), id, false)) setOpen(id, true)
  return uid
}

function refsOf(uids: ReadonlySet<string>): readonly ObjectRef[] {
  const { replica } = useCluster.getState()
  return [...uids].flatMap((uid) => {
    const object = replica.get(uid)
    return object === undefined ? [] : [refOf(object)]
  })
}

function uidsBetween(rows: OutlineRows, first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, step) => rows.at(first + step)).flatMap((row) => (row === undefined ? [] : (uidOf(row) ?? [])))
}

/**
 * The tree of the outline. Written by hand, because the library's is a grid to assistive technology and builds every row;
 * here only the rows in sight exist, and the active one is named to assistive technology by its id.
 */
export function OutlineTree({ onInspect }: { readonly onInspect: () => void }) {
  const { t } = useTranslation()
  const { rows, answerOf, isAsked } = useOutline()
  const say = useRowWords()
  const target = useDrag((state) => state.over?.target ?? null)
  const known = useCluster((state) => state.known)
  const { selected } = useLateSelection()
  const tree = useRef<HTMLDivElement>(null)
  const view = useRowWindow(tree, rows.length, ROW_HEIGHT)
  const { first, end } = rows.length <= ALL_DRAWN ? { first: 0, end: rows.length } : view
  const [current, setCurrent] = useState<{ readonly id: string; readonly at: number } | null>(null)
  const typed = useRef({ text: '', at: 0 })
  const ownChoice = useRef<string | null>(null)
  const scrollNext = useRef(false)

  const found = current === null ? -1 : rows.at(current.at)?.id === current.id ? current.at : rows.indexOf(current.id)
  // When the active row went away, the one in its place takes over.
  const active = found === -1 ? Math.min(current?.at ?? 0, Math.max(rows.length - 1, 0)) : found
  const latest = useRef({ rows, active })
  useEffect(() => {
    latest.current = { rows, active }
  })

  const activate = useCallback((index: number) => {
    const row = latest.current.rows.at(index)
    if (row === undefined) return
    setCurrent({ id: row.id, at: index })
    scrollNext.current = true
  }, [])

  // What was chosen elsewhere is brought into sight.
  useEffect(() => useSelection.subscribe(({ focused }, before) => {
    const own = ownChoice.current
    ownChoice.current = null
    if (focused === null || focused === before.focused || focused === own) return
    const id = unfoldTo(focused)
    if (id === null) return
    startTransition(() => setCurrent({ id, at: 0 }))
    scrollNext.current = true
  }), [])

  useEffect(() => {
    if (!scrollNext.current || found === -1) return
    scrollNext.current = false
    view.scrollTo(found)
  })

  const choose = useCallback((index: number, how: 'alone' | 'toggle' | 'range') => {
    const { rows: all, active: from } = latest.current
    const row = all.at(index)
    const uid = row === undefined ? null : uidOf(row)
    if (row === undefined || uid === null) return
    ownChoice.current = uid
    if (how === 'toggle') toggleSelected(uid)
    else if (how === 'range') selectMany(uidsBetween(all, Math.min(from, index), Math.max(from, index)))
    else select(uid)
  }, [])

  const fold = useCallback((index: number) => {
    const row = latest.current.rows.at(index)
    if (row !== undefined && row.type !== 'object') setOpen(row.id, !row.open)
  }, [])

  const onPress = useCallback((index: number, event: React.MouseEvent) => {
    const row = latest.current.rows.at(index)
    if (row?.type === 'group') fold(index)
    choose(index, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone')
    activate(index)
  }, [activate, choose, fold])

  const onReveal = useCallback((index: number) => {
    const row = latest.current.rows.at(index)
    if (row === undefined) return
    const uid = uidOf(row)
    if (uid === null) {
      fold(index)
      return
    }
    choose(index, 'alone')
    onInspect()
    graphHandle()?.reveal(uid)
  }, [choose, fold, onInspect])

  const deleteChosen = () => {
    const row = rows.at(active)
    const uid = row === undefined ? null : uidOf(row)
    if (uid === null) return
    const chosen = useSelection.getState().selected
    askDelete(refsOf(chosen.has(uid) ? chosen : new Set([uid])))
  }

  const typeAhead = (key: string, time: number) => {
    const before = time - typed.current.at < TYPING_MS ? typed.current.text : ''
    typed.current = { text: before + key, at: time }
    const index = findTyped(rows, active, typed.current.text)
    if (index !== -1) activate(index)
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    const move = moveInTree(rows, active, event.key, view.page)
    if (move !== null && 'go' in move) activate(move.go)
    else if (move !== null) setOpen(rows.at(move.fold)!.id, move.open)
    else if (event.key === 'Enter') onReveal(active)
    else if (event.key === ' ') choose(active, 'toggle')
    else if (event.key === 'Delete') deleteChosen()
    else if (/^[\w.-]$/.test(event.key)) typeAhead(event.key, event.timeStamp)
    else return
    event.preventDefault()
  }

  const drawn = Array.from({ length: end - first }, (_, step) => first + step)
  if (rows.length > 0 && (active < first || active >= end)) drawn.push(active)

  return (
    <div
      ref={tree} className="outline-tree" role="tree" tabIndex={0} aria-label={t('outline.tree')} aria-multiselectable="true"
      aria-activedescendant={rows.length === 0 ? undefined : rowDomId(active)} onScroll={view.onScroll} onKeyDown={onKeyDown}
    >
      <div role="presentation" className="outline-rows" style={{ height: rows.length * ROW_HEIGHT }}>
        {drawn.map((index) => {
          const row = rows.at(index)
          if (row === undefined) return null
          const uid = uidOf(row)
          return (
            <OutlineRowView
              key={row.id} row={row} index={index} say={say} {...answerOf(row)} isActive={index === active} isSelected={uid !== null && selected.has(uid)}
              isTarget={target !== null && row.type === 'namespace' && row.entry.name === target} onPress={onPress} onReveal={onReveal} onFold={fold}
            />
          )
        })}
      </div>
      {rows.length === 0 && <p className="outline-empty">{known && isAsked ? t('outline.nothing') : t('outline.empty')}</p>}
    </div>
  )
}
