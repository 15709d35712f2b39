import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { resourceOf } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { deleteObject, finishDeletion } from './delete.ts'
import { keyFor, keyOf, kindCalled, kindNamed, kindsIn } from './objects.ts'
import { recordEvent } from './record-event.ts'
import { formatTime } from './time.ts'
import type { ClusterTransaction } from './types.ts'
import { createObject, updateEphemeralContainers, updateObject, updateStatus, type World } from './write.ts'

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
  const key = keyOf(kind, object)
  const current = tx.get(key) as (StoredObject & Pod) | undefined
  if (current === undefined || current.metadata.uid !== object.metadata.uid || current.spec === undefined || current.spec.nodeName === node) return object
  return tx.put(key, { ...current, ...bindBody(world, current.spec, current.status, node) })
}

type Spec = NonNullable<Pod['spec']>
type Status = NonNullable<Pod['status']>

/** The pod bound last, whose spec and status thousands of others may have the same. */
interface Bound {
  readonly spec: Spec
  /** By node. */
  readonly specs: Map<string, Spec>
  status: Status | undefined
  bound: Status
  at: string
}

const lastBound = new WeakMap<World, Bound>()

/** What binding makes of a pod's spec and status, in one place in memory for pods that have both the same. */
function bindBody(world: World, spec: Spec, status: Status | undefined, node: string): { readonly spec: Spec; readonly status: Status } {
  const at = formatTime(world.now())
  let last = lastBound.get(world)
  if (last?.spec !== spec) lastBound.set(world, (last = { spec, specs: new Map(), status: undefined, bound: {}, at: '' }))
  if (last.status !== status || last.at !== at || status === undefined) {
    const others = (status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled')
    // The API has null where the types have nothing.
    const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: at } as unknown as NonNullable<Status['conditions']>[number]
    last.bound = { ...status, conditions: [...others, scheduled] }
    last.status = status
    last.at = at
  }
  let bound = last.specs.get(node)
  if (bound === undefined) last.specs.set(node, (bound = { ...spec, nodeName: node }))
  return { spec: bound, status: last.bound }
}
