import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { resourceOf } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { deleteObject, finishDeletion } from './delete.ts'
import { keyFor, keyOf, kindCalled, kindNamed, kindsIn } from './objects.ts'
import { recordEvent } from './record-event.ts'
import { formatTime } from './time.ts'
import type { ClusterTransaction } from './types.ts'
import { createObject, putChanged, updateEphemeralContainers, updateObject, updateStatus, type World } from './write.ts'

/** The cluster's verbs over one transaction of the store. */
export function createTransaction(tx: Transaction, world: World): ClusterTransaction {
  return {
    now: world.now,
    kinds: () => kindsIn(tx),
    find: (kind, namespace, name) => tx.get(keyFor(kindCalled(tx, kind), namespace, name)),
    list: (kind, namespace) => tx.list(resourceOf(kindCalled(tx, kind)), namespace),
    ownedBy: (kind, uid) => tx.select('owner', resourceOf(kindCalled(tx, kind)), uid),
    countActive: (uid) => ({ active: tx.count('active', 'pods', uid), ready: tx.count('ready', 'pods', uid) }),
    orphans: (kind, namespace) => tx.select('orphan', resourceOf(kindCalled(tx, kind)), namespace),
    podsOn: (node) => tx.select('node', 'pods', node),
    create: (object) => createObject(tx, world, object),
    update: (object) => updateObject(tx, world, object),
    updateStatus: (object) => updateStatus(tx, object),
    updateEphemeralContainers: (pod) => updateEphemeralContainers(tx, pod),
    bind: (pod, node) => bindPod(tx, world, pod, node),
    delete: (object, options) => deleteObject(tx, world, object, options),
    finish: (object) => finishDeletion(tx, object),
    record: (about, occurrence) => recordEvent(tx, world, about, occurrence),
    attempt: (run) => tx.attempt(run),
  }
}

function bindPod(tx: Transaction, world: World, object: StoredObject, node: string): StoredObject {
  const kind = kindNamed('Pod')
  const current = tx.get(keyOf(kind, object)) as (StoredObject & Pod) | undefined
  if (current === undefined || current.metadata.uid !== object.metadata.uid || current.spec === undefined) return object
  const conditions = (current.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled')
  const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: formatTime(world.now()) }
  const next = { ...current, spec: { ...current.spec, nodeName: node }, status: { ...current.status, conditions: [...conditions, scheduled] } }
  return putChanged(tx, kind, next, current)
}
