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

/** Writes an Event, or counts one up that says the same of the same object. In a namespace that is going there is no one left to tell. */
export function recordEvent(tx: Transaction, world: World, about: StoredObject, occurrence: Occurrence): void {
  const namespace = about.metadata.namespace ?? 'default'
  const home = tx.get({ resource: 'namespaces', namespace: '', name: namespace })
  if (home === undefined || home.metadata.deletionTimestamp !== undefined) return
  const { component, host, message, reason, type, fieldPath = '' } = occurrence
  const digest = (part: string) => world.random.draw(part, about.metadata.uid, reason, message, fieldPath).toString(16).padStart(8, '0')
  const name = `${about.metadata.name}.${digest('event')}${digest('name')}`
  const key = keyFor(kindNamed('Event'), namespace, name)
  const known = tx.get(key)
  const now = formatTime(world.now())
  if (known !== undefined) {
    tx.put(key, { ...known, count: Number(known['count']) + 1, lastTimestamp: now })
    return
  }
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
  tx.put(key, event)
}
