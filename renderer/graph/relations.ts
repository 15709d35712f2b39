import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { StringMap } from '../../shared/model/index.ts'
import { formatSelector, selectorFromLabelSelector } from '../../shared/selector/index.ts'
import type { Replica, ReplicaChange } from '../state/index.ts'

/** An object and the slots, rising, of the pods of its namespace that its selector takes. */
export interface Taking {
  readonly source: ObjectSummary
  readonly slots: readonly number[]
}

/** Which objects take which pods, found when asked and kept until something of a namespace changes. */
export interface Relations {
  /** Takes note of what changed. O(changed). */
  follow(change: ReplicaChange): void
  /** Every object of a namespace that has a selector, in the order they were told. */
  takenIn(namespace: string): readonly Taking[]
}

interface Kept extends Taking {
  readonly selector: string
  readonly version: number
}

const sameLabels = (a: StringMap, b: StringMap): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
}

export function createRelations(replica: Pick<Replica, 'others' | 'labels' | 'pods'>): Relations {
  let sources: Map<string, ObjectSummary[]> | null = null
  const kept = new Map<string, Kept>()
  /** Goes up with each change of a namespace's pods or their labels. */
  const versions = new Map<string, number>()
  const seen: (ObjectSummary | undefined)[] = []
  let resets = 0

  const touch = (namespace: string) => versions.set(namespace, (versions.get(namespace) ?? 0) + 1)

  const gather = () => {
    const found = new Map<string, ObjectSummary[]>()
    for (const object of replica.others.values()) {
      if (object.selects === undefined) continue
      const list = found.get(object.namespace)
      if (list === undefined) found.set(object.namespace, [object])
      else list.push(object)
    }
    for (const uid of kept.keys()) if (!replica.others.has(uid)) kept.delete(uid)
    return found
  }

  const take = (source: ObjectSummary): Taking => {
    const version = resets + (versions.get(source.namespace) ?? 0)
    const parsed = selectorFromLabelSelector(source.selects)
    if (!parsed.ok) return { source, slots: [] }
    const selector = `${parsed.value.selects} ${formatSelector(parsed.value)}`
    const before = kept.get(source.uid)
    const slots = before !== undefined && before.version === version && before.selector === selector
      ? before.slots
      : listSlots(replica.labels.select(parsed.value, source.namespace).words)
    const taking = { source, slots, selector, version }
    kept.set(source.uid, taking)
    return taking
  }

  return {
    follow({ reset, slots, kinds }) {
      if (reset) {
        seen.length = 0
        resets += 1e6
      }
      // Pods alone change no source.
      if (reset || [...kinds].some((kind) => kind !== 'Pod' && kind !== 'Event')) sources = null
      for (const slot of slots) {
        const before = seen[slot]
        const now = replica.pods.at(slot)
        seen[slot] = now
        if (before !== undefined && now !== undefined && before.uid === now.uid && sameLabels(before.labels, now.labels)) continue
        if (before !== undefined) touch(before.namespace)
        if (now !== undefined) touch(now.namespace)
      }
    },
    takenIn: (namespace) => ((sources ??= gather()).get(namespace) ?? []).map(take),
  }
}

function listSlots(words: Int32Array): readonly number[] {
  const slots: number[] = []
  words.forEach((filled, at) => {
    for (let word = filled; word !== 0; word &= word - 1) slots.push(at * 32 + 31 - Math.clz32(word & -word))
  })
  return slots
}
