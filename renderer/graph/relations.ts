import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { StringMap } from '../../shared/model/index.ts'
import { createLabelIndex, EVERYTHING, formatSelector, listBits, selectorFromLabelSelector, type Selector } from '../../shared/selector/index.ts'
import type { Replica, ReplicaChange } from '../state/index.ts'

/** An object and the slots, rising, of the pods of its namespace that its selector takes. */
export interface Taking {
  readonly source: ObjectSummary
  readonly slots: readonly number[]
}

/** Which objects take which pods, found when asked and kept until something of a namespace changes. */
export interface Relations {
  /** Takes note of what changed. Returns whether any relation may be another. O(changed). */
  follow(change: ReplicaChange): boolean
  /** Every object of a namespace that has a selector, in the order they were told; what it takes is found as it is asked for. */
  takenIn(namespace: string): Iterable<Taking>
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

  const versionOf = (namespace: string) => resets + (versions.get(namespace) ?? 0)
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

  /** Answers for one namespace by an index of its own: the cluster's takes as long for few pods as for all. */
  const openNamespace = (namespace: string): (selector: Selector) => readonly number[] => {
    let slots: readonly number[] | null = null
    const index = createLabelIndex()
    return (selector) => {
      if (slots === null) {
        slots = listBits(replica.labels.select(EVERYTHING, namespace).words)
        slots.forEach((slot, at) => index.put(at, namespace, replica.pods.at(slot)!.labels))
      }
      return listBits(index.select(selector, null).words).map((at) => slots![at]!)
    }
  }

  const take = (source: ObjectSummary, slotsOf: (selector: Selector) => readonly number[]): Taking => {
    const version = versionOf(source.namespace)
    const parsed = selectorFromLabelSelector(source.selects)
    if (!parsed.ok) return { source, slots: [] }
    const selector = `${parsed.value.selects} ${formatSelector(parsed.value)}`
    const before = kept.get(source.uid)
    const slots = before !== undefined && before.version === version && before.selector === selector
      ? before.slots
      : slotsOf(parsed.value)
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
      let turned = reset || [...kinds].some((kind) => kind !== 'Pod' && kind !== 'Event')
      if (turned) sources = null
      for (const slot of slots) {
        const before = seen[slot]
        const now = replica.pods.at(slot)
        seen[slot] = now
        if (before?.owner?.uid !== now?.owner?.uid) turned = true
        if (before !== undefined && now !== undefined && before.uid === now.uid && sameLabels(before.labels, now.labels)) continue
        turned = true
        if (before !== undefined) touch(before.namespace)
        if (now !== undefined) touch(now.namespace)
      }
      return turned
    },
    * takenIn(namespace) {
      let slotsOf = openNamespace(namespace)
      let opened = versionOf(namespace)
      for (const source of (sources ??= gather()).get(namespace) ?? []) {
        // Whoever asks may pause, and pods may change meanwhile.
        if (versionOf(namespace) !== opened) [slotsOf, opened] = [openNamespace(namespace), versionOf(namespace)]
        yield take(source, slotsOf)
      }
    },
  }
}
