import { useMemo } from 'react'
import { useCluster, useQuestion } from '../state/index.ts'
import { useFolds } from './fold-store.ts'
import { buildOutlineRows, countMatched, type Listed, type OutlineRow } from './outline-rows.ts'

const EVERY_POD: Listed = { pods: 'all' }

export interface OutlineContent {
  readonly rows: readonly OutlineRow[]
  /** Whether a pod matches, or null while nothing is asked. */
  readonly matches: (row: OutlineRow) => boolean | null
  /** How many pods of a namespace match, or null while nothing is asked. */
  readonly matched: (row: OutlineRow) => number | null
  readonly isAsked: boolean
}

/** The rows of the outline and what the question says of them. While pods are only dimmed, a keystroke builds no rows. */
export function useOutline(): OutlineContent {
  const cluster = useCluster()
  const { replica } = cluster
  const folds = useFolds()
  const { asked, scope, mode, matches } = useQuestion()
  const isAsked = asked || scope !== null
  const filter = isAsked && mode !== 'dim' ? matches : null
  const listed = useMemo<Listed>(() => (filter === null ? EVERY_POD : { pods: 'matching', matches: filter, isolated: mode === 'isolate' }), [filter, mode])
  const rows = useMemo(() => buildOutlineRows(cluster, folds, listed), [cluster, folds, listed])
  const counts = useMemo(() => (isAsked ? countMatched(replica, matches) : null), [replica, matches, isAsked])
  return {
    rows,
    isAsked,
    matches: (row) => {
      if (!isAsked || row.type !== 'object' || row.object.pod === undefined) return null
      return matches.bySlot[replica.pods.slotOf(row.object.uid)] === 1
    },
    matched: (row) => (counts === null || row.type !== 'namespace' ? null : (counts[row.entry.index] ?? 0)),
  }
}
