import type { Replica, ReplicaChange } from './replica.ts'

/** Of what is selected, what is there now. */
export interface Chosen {
  /** 1 where the pod in a slot is selected, as long as the replica's columns; null where no pod is. Another array whenever it says something else. */
  readonly bySlot: Uint8Array | null
  readonly pods: number
  /** Objects that are no pods. */
  readonly others: number
}

export const NOTHING_CHOSEN: Chosen = { bySlot: null, pods: 0, others: 0 }

const made = (bySlot: Uint8Array, pods: number, others: number): Chosen => ({ bySlot: pods === 0 ? null : bySlot, pods, others })

/** Looks all of a selection up. O(selected). */
export function findChosen({ pods: table, others: known }: Replica, selected: ReadonlySet<string>): Chosen {
  if (selected.size === 0) return NOTHING_CHOSEN
  const bySlot = new Uint8Array(table.capacity)
  let pods = 0
  let others = 0
  for (const uid of selected) {
    const slot = table.slotOf(uid)
    if (slot >= 0) {
      bySlot[slot] = 1
      pods++
    } else if (known.has(uid)) others++
  }
  return made(bySlot, pods, others)
}

/** The same after a change of the cluster; the same object when nothing that is selected came, went or took another slot. O(changed) then. */
export function followChosen(replica: Replica, selected: ReadonlySet<string>, before: Chosen, { reset, slots, kinds }: ReplicaChange): Chosen {
  if (selected.size === 0) return NOTHING_CHOSEN
  // There are few other objects: that any of them came or went is not told apart.
  if (reset || (selected.size > before.pods && [...kinds].some((kind) => kind !== 'Pod' && kind !== 'Event'))) return findChosen(replica, selected)
  const { pods: table } = replica
  const isChosen = (slot: number) => Number(selected.has(table.at(slot)?.uid ?? ''))
  const turned = new Set(slots.filter((slot) => isChosen(slot) !== (before.bySlot?.[slot] ?? 0)))
  if (turned.size === 0 && (before.bySlot === null || before.bySlot.length === table.capacity)) return before
  const bySlot = new Uint8Array(table.capacity)
  if (before.bySlot !== null) bySlot.set(before.bySlot)
  let { pods } = before
  for (const slot of turned) {
    bySlot[slot] = isChosen(slot)
    pods += bySlot[slot] === 1 ? 1 : -1
  }
  return made(bySlot, pods, before.others)
}
