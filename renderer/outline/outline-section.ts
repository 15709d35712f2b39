import { hasBit } from '../../shared/selector/index.ts'
import type { Kinds, Replica } from '../state/index.ts'
import { isOpen, type Folds } from './fold-store.ts'
import { byName, byText, groupId, type Listed, type OutlineRow } from './outline-row-data.ts'

/** The rows under a namespace, or those of what has no namespace. Rows of pods are made when they are looked at. */
export interface OutlineSection {
  readonly length: number
  at(index: number): OutlineRow | undefined
  /** Index of the row that the row at `index` stands under, or -1. */
  parentOf(index: number): number
  /** Index of the row of an object or a group, or -1. */
  indexOf(id: string): number
}

export const EMPTY_SECTION: OutlineSection = { length: 0, at: () => undefined, parentOf: () => -1, indexOf: () => -1 }

interface PodsPart {
  readonly length: number
  slots(): readonly number[]
}

/** The listed pods of a namespace. Which of them match is looked up once a row is asked for. */
export function listPods(replica: Replica, namespace: number, name: string, listed: Listed): PodsPart {
  const all = replica.podsIn(namespace)
  if (listed.pods === 'all') return { length: all.length, slots: () => all }
  let matching: readonly number[] | null = null
  return {
    length: replica.labels.countIn(listed.matches.words, name),
    slots: () => (matching ??= all.filter((slot) => hasBit(listed.matches.words, slot))),
  }
}

interface SectionParts {
  readonly replica: Replica
  /** '' for what has no namespace. */
  readonly namespace: string
  readonly level: number
  readonly pods: PodsPart
  readonly kinds: Kinds
  /** How many siblings stand before the groups, and how many there are in all. */
  readonly before: number
  readonly setSize: number
}

/** Pods by name, then a group for each kind, with its objects where it is unfolded. */
export function makeSection({ replica, namespace, level, pods, kinds, before, setSize }: SectionParts, folds: Folds): OutlineSection {
  const groups: OutlineRow[] = []
  const parents: number[] = []
  const sorted = [...kinds].sort(([a], [b]) => byText(a, b))
  sorted.forEach(([kind, objects], at) => {
    const id = groupId(namespace, kind)
    const open = isOpen(folds, id, false)
    const parent = pods.length + groups.length
    groups.push({ id, level, setSize, position: before + at + 1, type: 'group', kind, count: objects.size, open })
    parents.push(-1)
    if (!open) return
    [...objects.values()].sort(byName).forEach((object, place) => {
      groups.push({ id: object.uid, level: level + 1, setSize: objects.size, position: place + 1, type: 'object', object })
      parents.push(parent)
    })
  })

  const made = new Map<number, OutlineRow>()
  const podRow = (index: number): OutlineRow | undefined => {
    const kept = made.get(index)
    if (kept !== undefined) return kept
    const object = replica.pods.at(pods.slots()[index] ?? -1)
    if (object === undefined) return undefined
    const row: OutlineRow = { id: object.uid, level, setSize, position: index + 1, type: 'object', object }
    made.set(index, row)
    return row
  }

  return {
    length: pods.length + groups.length,
    at: (index) => (index < pods.length ? podRow(index) : groups[index - pods.length]),
    parentOf: (index) => parents[index - pods.length] ?? -1,
    indexOf(id) {
      const slot = replica.pods.slotOf(id)
      if (slot >= 0) return pods.slots().indexOf(slot)
      const at = groups.findIndex((row) => row.id === id)
      return at < 0 ? -1 : pods.length + at
    },
  }
}
