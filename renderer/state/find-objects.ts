import { pluralOf } from '../../shared/gesture/index.ts'
import type { ApiCall, ApiTarget, ObjectSummary } from '../../shared/ipc/contract.ts'
import type { ObjectRef } from '../../shared/model/index.ts'
import type { Replica } from './replica.ts'

/** Creation times are whole seconds, and an answer takes a while to come. */
const MADE_WITHIN_MS = 2_000

type Wanted = Pick<ApiTarget, 'resource' | 'namespace' | 'name'>

/** Where the first pod with this name is, or would be, among slots in the order of names. */
function placeOf({ pods }: Replica, slots: readonly number[], name: string): number {
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (pods.at(slots[middle]!)!.name < name) low = middle + 1
    else high = middle
  }
  return low
}

/** The pods of a namespace with a name, or all ('') of those in it. */
function podsOf(replica: Replica, namespace: number, name: string): readonly ObjectSummary[] {
  const slots = replica.podsIn(namespace)
  if (name === '') return slots.map((slot) => replica.pods.at(slot)!)
  const pod = replica.pods.at(slots[placeOf(replica, slots, name)] ?? -1)
  return pod?.name === name ? [pod] : []
}

function findAll(replica: Replica, { resource, namespace, name }: Wanted, made: (object: ObjectSummary) => boolean): readonly ObjectSummary[] {
  const suits = (object: ObjectSummary) => (name === '' ? made(object) : object.name === name)
  if (resource === 'pods') {
    const within = replica.namespaces.filter((entry) => entry.pods > 0 && (namespace === '' || entry.name === namespace))
    return within.flatMap((entry) => podsOf(replica, entry.index, name)).filter(suits)
  }
  const found: ObjectSummary[] = []
  for (const object of replica.others.values()) {
    if (suits(object) && (namespace === '' || object.namespace === namespace) && pluralOf(object.kind) === resource) found.push(object)
  }
  return found
}

/** The objects of the replica that a call was about: one by its name; for a creation, whose path names none, those made just then. O(log pods) for a pod that is named. */
export function findTargets(replica: Replica, { target, time, duration }: ApiCall): readonly ObjectSummary[] {
  if (target === undefined) return []
  return findAll(replica, target, ({ created }) => created <= time && created > time - duration - MADE_WITHIN_MS)
}

/** The objects of the replica with these references. O(log pods) for each pod. */
export function findRefs(replica: Replica, refs: readonly ObjectRef[]): readonly ObjectSummary[] {
  return refs.flatMap(({ kind, namespace, name }) => findAll(replica, { resource: pluralOf(kind), namespace, name }, () => false))
}
