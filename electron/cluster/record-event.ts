import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import type { Transaction } from '../store/index.ts'
import { keyFor, kindNamed } from './objects.ts'
import { drawUid } from './random.ts'
import { formatTime } from './time.ts'
import type { World } from './write.ts'

/** Something to tell of an object, as `kubectl describe` lists it. */
export interface Occurrence {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** Who tells: `kubelet`, `replicaset-controller`. */
  readonly component: string
  /** Node of the kubelet that tells. */
  readonly host?: string
  /** `spec.containers{web}`. */
  readonly fieldPath?: string
}

/** Names of the events told last, by what they say of what: as upstream's correlator, it forgets when the program ends. */
const told = new WeakMap<World, Map<string, string>>()
const remembered = 4096

/** Writes an Event, or counts one up that says the same of the same object. In a namespace that is going there is no one left to tell. */
export function recordEvent(tx: Transaction, world: World, about: StoredObject, occurrence: Occurrence): void {
  const namespace = about.metadata.namespace ?? 'default'
  const home = tx.get({ resource: 'namespaces', namespace: '', name: namespace })
  if (home === undefined || home.metadata.deletionTimestamp !== undefined) return
  const { component, host, message, reason, type, fieldPath = '' } = occurrence
  const names = told.get(world) ?? new Map<string, string>()
  told.set(world, names)
  // Only the message, the last, may hold any character.
  const saying = `${about.metadata.uid} ${component} ${type} ${reason} ${fieldPath} ${message}`
  const now = formatTime(world.now())
  const before = names.get(saying)
  const known = before === undefined ? undefined : tx.get(keyFor(kindNamed('Event'), namespace, before))
  if (before !== undefined && known !== undefined) {
    tx.put(keyFor(kindNamed('Event'), namespace, before), { ...known, count: Number(known['count']) + 1, lastTimestamp: now })
    return
  }
  const name = `${about.metadata.name}.${stamp(world.now(), tx.nextRevision())}`
  names.set(saying, name)
  const [oldest] = names.keys()
  if (names.size > remembered && oldest !== undefined) names.delete(oldest)
  const event: KubeObject = {
    apiVersion: 'v1', kind: 'Event',
    metadata: { name, namespace, uid: drawUid(world.random, tx.nextRevision()), creationTimestamp: now },
    involvedObject: {
      apiVersion: about.apiVersion, kind: about.kind, name: about.metadata.name, uid: about.metadata.uid, resourceVersion: about.metadata.resourceVersion,
      ...(about.metadata.namespace === undefined ? {} : { namespace }),
      ...(fieldPath === '' ? {} : { fieldPath }),
    },
    type, reason, message, count: 1, firstTimestamp: now, lastTimestamp: now,
    source: { component, ...(host === undefined ? {} : { host }) },
    reportingComponent: component, reportingInstance: host ?? '',
  }
  tx.put(keyFor(kindNamed('Event'), namespace, name), event)
}

/** A time in hexadecimal nanoseconds, as upstream names events: in the order of their names is the order in which they were told. */
function stamp(now: number, revision: number): string {
  return (BigInt(now) * 1_000_000n + BigInt(revision % 1_000_000)).toString(16)
}
