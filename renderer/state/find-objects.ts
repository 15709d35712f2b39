import { pluralOf } from '../../shared/gesture/index.ts'
import type { ApiCall, ApiTarget, ObjectSummary } from '../../shared/ipc/contract.ts'
import type { ObjectRef } from '../../shared/model/index.ts'
import type { Replica } from './replica.ts'

/** Creation times are whole seconds, and an answer takes a while to come. */
const MADE_WITHIN_MS = 2_000

type Wanted = Pick<ApiTarget, 'resource' | 'namespace' | 'name'>

function* objectsOf(replica: Replica, resource: string): Generator<ObjectSummary> {
  if (resource === 'pods') {
    for (let slot = 0; slot < replica.pods.capacity; slot++) {
      const pod = replica.pods.at(slot)
      if (pod !== undefined) yield pod
    }
  } else {
    for (const object of replica.others.values()) if (pluralOf(object.kind) === resource) yield object
  }
}

function findAll(replica: Replica, { resource, namespace, name }: Wanted, made: (object: ObjectSummary) => boolean): readonly ObjectSummary[] {
  const found: ObjectSummary[] = []
  for (const object of objectsOf(replica, resource)) {
    if ((namespace === '' || object.namespace === namespace) && (name === '' ? made(object) : object.name === name)) found.push(object)
  }
  return found
}

/** The objects of the replica that a call was about: one by its name; for a creation, whose path names none, those made just then. O(objects). */
export function findTargets(replica: Replica, { target, time, duration }: ApiCall): readonly ObjectSummary[] {
  if (target === undefined) return []
  return findAll(replica, target, ({ created }) => created <= time && created > time - duration - MADE_WITHIN_MS)
}

/** The objects of the replica with these references. O(objects) each. */
export function findRefs(replica: Replica, refs: readonly ObjectRef[]): readonly ObjectSummary[] {
  return refs.flatMap(({ kind, namespace, name }) => findAll(replica, { resource: pluralOf(kind), namespace, name }, () => false))
}
