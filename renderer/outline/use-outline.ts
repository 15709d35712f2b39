import { useMemo } from 'react'
import { hasBit } from '../../shared/selector/index.ts'
import { useCalmCluster, useCluster, useLateQuestion } from '../state/index.ts'
import { useLateFolds } from './fold-store.ts'
import type { Listed, OutlineRow } from './outline-row-data.ts'
import { buildOutlineRows, type OutlineRows } from './outline-rows.ts'
import type { RowAnswer } from './row-words.ts'

const EVERY_POD: Listed = { pods: 'all' }
const NO_ANSWER: RowAnswer = { matches: null, matched: null }

export interface OutlineContent {
  readonly rows: OutlineRows
  readonly answerOf: (row: OutlineRow) => RowAnswer
  readonly isAsked: boolean
}

/**
 * The rows of the outline and what the question says of them, a frame after the picture. Rows are made anew only when objects come
 * or go; while pods are only dimmed, a keystroke makes none.
 */
export function useOutline(): OutlineContent {
  const replica = useCluster((state) => state.replica)
  const turnover = useCalmCluster((state) => state.replica.turnover)
  const folds = useLateFolds()
  const { asked, scope, mode, matches } = useLateQuestion()
  const isAsked = asked || scope !== null
  const filter = isAsked && mode !== 'dim' ? matches : null
  const listed = useMemo<Listed>(() => (filter === null ? EVERY_POD : { pods: 'matching', matches: filter, isolated: mode === 'isolate' }), [filter, mode])
  // oxlint-disable-next-line react/exhaustive-deps -- the replica is one object for ever
  const rows = useMemo(() => buildOutlineRows({ replica }, folds, listed), [replica, turnover, folds, listed])
  return {
    rows,
    isAsked,
    answerOf: (row) => {
      if (!isAsked || row.type === 'group') return NO_ANSWER
      if (row.type === 'namespace') return { matches: null, matched: replica.labels.countIn(matches.words, row.entry.name) }
      return row.object.pod === undefined ? NO_ANSWER : { matches: hasBit(matches.words, replica.pods.slotOf(row.object.uid)), matched: null }
    },
  }
}
