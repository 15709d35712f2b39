import type { ObjectSummary } from '../../shared/ipc/contract.ts'

/** Objects of one namespace by kind, then by uid. */
export type Kinds = ReadonlyMap<string, ReadonlyMap<string, ObjectSummary>>

/** All objects but pods, namespaces and Events, by namespace ('' for what has none) and kind, kept as they come, change and go. */
export interface KindGroups {
  put(object: ObjectSummary): void
  drop(object: ObjectSummary): void
  clear(): void
  /** The same map until an object of the namespace comes or goes: one that changes is changed in it. */
  in(namespace: string): Kinds
}

const NONE: Kinds = new Map()
const APART = new Set(['Pod', 'Namespace', 'Event'])

export function createKindGroups(): KindGroups {
  const groups = new Map<string, Map<string, Map<string, ObjectSummary>>>()
  /** What was handed out since something came or went. */
  const handed = new Map<string, Kinds>()
  return {
    put(object) {
      const { namespace, kind, uid } = object
      if (APART.has(kind)) return
      let kinds = groups.get(namespace)
      if (kinds === undefined) groups.set(namespace, (kinds = new Map()))
      let objects = kinds.get(kind)
      if (objects === undefined) kinds.set(kind, (objects = new Map()))
      if (!objects.has(uid)) handed.delete(namespace)
      objects.set(uid, object)
    },
    drop({ namespace, kind, uid }) {
      const kinds = groups.get(namespace)
      const objects = kinds?.get(kind)
      if (kinds === undefined || objects === undefined || !objects.delete(uid)) return
      if (objects.size === 0) kinds.delete(kind)
      handed.delete(namespace)
    },
    clear() {
      groups.clear()
      handed.clear()
    },
    in(namespace) {
      let kinds = handed.get(namespace)
      if (kinds === undefined) handed.set(namespace, (kinds = groups.has(namespace) ? new Map(groups.get(namespace)) : NONE))
      return kinds
    },
  }
}
