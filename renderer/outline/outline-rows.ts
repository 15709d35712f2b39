import type { ClusterState, Kinds, NamespaceEntry, Replica } from '../state/index.ts'
import { isOpen, type Folds } from './fold-store.ts'
import { byName, namespaceId, type Listed, type OutlineRow } from './outline-row-data.ts'
import { EMPTY_SECTION, listPods, makeSection, type OutlineSection } from './outline-section.ts'

/** The rows of the outline from top to bottom. They are made as they are looked at, for only those in sight are. */
export interface OutlineRows {
  readonly length: number
  at(index: number): OutlineRow | undefined
  /** Index of the row that the row at `index` stands under, or -1. */
  parentOf(index: number): number
  /** Index of the row with this id, or -1. */
  indexOf(id: string): number
}

interface Branch {
  readonly entry: NamespaceEntry
  readonly head: OutlineRow
  readonly section: OutlineSection
}

/** What a namespace's branch was made from: while all of it is the same, so is the branch. */
interface Origin {
  readonly folds: Folds
  readonly listed: Listed
  readonly pods: readonly number[]
  readonly kinds: Kinds
  readonly position: number
  readonly setSize: number
}

/** What stays from one time to the next. */
interface Kept {
  readonly sorted: readonly NamespaceEntry[]
  readonly branches: Map<number, Branch & { readonly origin: Origin }>
}

const kept = new WeakMap<Replica, Kept>()
const NO_KINDS: Kinds = new Map()

const isSystem = (name: string): boolean => name.startsWith('kube-')
const systemLast = (a: NamespaceEntry, b: NamespaceEntry): number => Number(isSystem(a.name)) - Number(isSystem(b.name)) || byName(a, b)

/** Brings up to date what is kept: names are sorted when there is a new one. */
function keep(replica: Replica): Kept {
  const before = kept.get(replica)
  const { namespaces } = replica
  const now: Kept = {
    sorted: before?.sorted.length === namespaces.length ? before.sorted : namespaces.toSorted(systemLast),
    branches: before?.branches ?? new Map(),
  }
  kept.set(replica, now)
  return now
}

const isSame = (a: Origin, b: Origin): boolean =>
  a.folds === b.folds && a.listed === b.listed && a.pods === b.pods && a.kinds === b.kinds && a.position === b.position && a.setSize === b.setSize

function makeBranch(replica: Replica, entry: NamespaceEntry, { folds, listed, kinds, position, setSize }: Origin): Branch {
  const open = isOpen(folds, namespaceId(entry.name), !isSystem(entry.name))
  const head: OutlineRow = { id: namespaceId(entry.name), level: 1, position, setSize, type: 'namespace', entry, open }
  if (!open) return { entry, head, section: EMPTY_SECTION }
  const pods = listPods(replica, entry.index, entry.name, listed)
  const parts = { replica, namespace: entry.name, level: 2, pods, kinds, before: pods.length, setSize: pods.length + kinds.size }
  return { entry, head, section: makeSection(parts, folds) }
}

/**
 * The rows of the outline: namespaces with their pods and other kinds in them, then what has no namespace. Only the branches of
 * namespaces in which pods came or went are made anew. O(namespaces).
 */
export function buildOutlineRows({ replica }: Pick<ClusterState, 'replica'>, folds: Folds, listed: Listed): OutlineRows {
  const isolated = listed.pods === 'matching' && listed.isolated
  const { sorted, branches } = keep(replica)
  const kindsIn = (namespace: string): Kinds => (isolated ? NO_KINDS : replica.othersIn(namespace))
  const clusterKinds = kindsIn('')
  const shown = sorted.filter((entry) => (entry.object !== undefined || entry.pods > 0) && (!isolated || replica.labels.countIn(listed.matches.words, entry.name) > 0))
  const setSize = shown.length + clusterKinds.size

  const branchOf = (entry: NamespaceEntry, at: number): Branch => {
    const origin: Origin = { folds, listed, pods: replica.podsIn(entry.index), kinds: kindsIn(entry.name), position: at + 1, setSize }
    const before = branches.get(entry.index)
    if (before !== undefined && before.entry === entry && isSame(before.origin, origin)) return before
    const branch = { ...makeBranch(replica, entry, origin), origin }
    branches.set(entry.index, branch)
    return branch
  }

  const all = shown.map(branchOf)
  /** Index of each branch's head; at the end, of the first row without a namespace. */
  const heads = new Int32Array(all.length + 1)
  all.forEach(({ section }, at) => { heads[at + 1] = heads[at]! + 1 + section.length })
  const foot = makeSection({ replica, namespace: '', level: 1, pods: { length: 0, slots: () => [] }, kinds: clusterKinds, before: shown.length, setSize }, folds)
  const footAt = heads[all.length]!

  /** The branch in which a row is. */
  const branchAt = (index: number): number => {
    let low = 0
    let high = all.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (heads[middle]! <= index) low = middle
      else high = middle - 1
    }
    return low
  }

  return {
    length: footAt + foot.length,
    at(index) {
      if (index < 0) return undefined
      if (index >= footAt) return foot.at(index - footAt)
      const at = branchAt(index)
      const { head, section } = all[at]!
      return index === heads[at] ? head : section.at(index - heads[at]! - 1)
    },
    parentOf(index) {
      const inFoot = index >= footAt
      const at = inFoot ? all.length : branchAt(index)
      if (index === heads[at] && !inFoot) return -1
      const first = inFoot ? footAt : heads[at]! + 1
      const parent = (inFoot ? foot : all[at]!.section).parentOf(index - first)
      return parent >= 0 ? first + parent : inFoot ? -1 : heads[at]!
    },
    indexOf(id) {
      const at = all.findIndex(({ head }) => head.id === id)
      if (at >= 0) return heads[at]!
      const inFoot = foot.indexOf(id)
      if (inFoot >= 0) return footAt + inFoot
      const namespace = replica.get(id)?.namespace ?? id.split('/')[1]
      const holder = all.findIndex(({ entry }) => entry.name === namespace)
      const within = holder < 0 ? -1 : all[holder]!.section.indexOf(id)
      return within < 0 ? -1 : heads[holder]! + 1 + within
    },
  }
}
