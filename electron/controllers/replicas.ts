import type { ReplicaSet, ReplicationController, StoredObject } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector, readSelectorMap } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { hasCondition, setCondition } from './conditions.ts'
import { adopt, controllerOf, formatKey, parseKey, release } from './owners.ts'
import { buildPod, createPodControl } from './pod-control.ts'
import { availableFrom, isActive, isReady, nextAvailable, type StoredPod, withoutZeroes } from './pods.ts'
import { planReplicas, type ReplicaPlan } from './replicas-plan.ts'

type Owner = StoredObject<ReplicaSet> | StoredObject<ReplicationController>
type Condition = NonNullable<NonNullable<ReplicaSet['status']>['conditions']>[number]

type Outcome = 'again' | 'refused' | undefined

/** Pods that one sync creates or deletes at most, as upstream's burst. */
const burst = 500

/** Keeps the wanted number of pods for every ReplicaSet and ReplicationController, adopting and releasing by labels. */
export function startReplicas(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'ReplicaSet' || object.kind === 'ReplicationController') return event.type === 'DELETED' ? [] : [formatKey(object.kind, object)]
  if (object.kind !== 'Pod') return []
  const states = event.type === 'MODIFIED' ? [object, event.previous] : [object]
  const owners = states.flatMap((state) => {
    const owner = controllerOf(state)
    return owner === undefined ? [] : [`${owner.kind}/${event.namespace}/${owner.name}`]
  })
  // A pod that nobody controls is looked at when it may have become someone's.
  const alone = controllerOf(object) === undefined && event.type !== 'DELETED'
    && (event.type === 'ADDED' || event.previous.metadata.labels !== object.metadata.labels || owners.length > 0)
  return alone ? [...owners, formatKey('Pod', object)] : owners
}

function sync(tx: ClusterTransaction, key: string, wake: Wake): Outcome {
  const { kind, namespace, name } = parseKey(key)
  if (kind === 'Pod') return offerPod(tx, namespace, name, wake)
  if (kind !== 'ReplicaSet' && kind !== 'ReplicationController') return undefined
  const owner = tx.find(kind, namespace, name) as Owner | undefined
  return owner === undefined || owner.metadata.deletionTimestamp !== undefined ? undefined : syncReplicas(tx, owner, wake)
}

/** Lets everyone whose selector takes a lone pod have it. */
function offerPod(tx: ClusterTransaction, namespace: string, name: string, wake: Wake): Outcome {
  const pod = tx.find('Pod', namespace, name)
  if (pod === undefined || controllerOf(pod) !== undefined) return undefined
  const owners = [...tx.list('ReplicaSet', namespace), ...tx.list('ReplicationController', namespace)] as Owner[]
  const takers = owners.filter((owner) => owner.metadata.deletionTimestamp === undefined && matches(selectorOf(owner), pod.metadata.labels ?? {}))
  const outcomes = takers.map((owner) => syncReplicas(tx, owner, wake))
  return outcomes.find((outcome) => outcome === 'again') ?? outcomes.find((outcome) => outcome === 'refused')
}

function selectorOf(owner: Owner): Selector {
  return owner.kind === 'ReplicaSet' ? readLabelSelector(owner.spec?.selector) : readSelectorMap(owner.spec?.selector)
}

function syncReplicas(tx: ClusterTransaction, owner: Owner, wake: Wake): Outcome {
  const plan = planReplicas({
    wanted: owner.spec?.replicas ?? 1,
    selector: selectorOf(owner),
    owned: podsOf(tx, owner),
    orphans: tx.orphans('Pod', owner.metadata.namespace ?? '') as StoredPod[],
    related: () => siblingsOf(tx, owner).flatMap((sibling) => podsOf(tx, sibling)).filter(isActive),
    now: tx.now(),
  })
  for (const pod of plan.release) tx.update(release(pod, owner))
  for (const pod of plan.adopt) tx.update(adopt(pod, owner))
  const control = createPodControl(tx, owner, owner.kind === 'ReplicaSet' ? 'replicaset-controller' : 'replication-controller')
  let failure: string | undefined
  for (let left = Math.min(plan.create, burst); left > 0 && failure === undefined; left--) {
    const made = control.create(buildPod(owner, owner.spec?.template, { generateName: `${owner.metadata.name}-` }))
    if (made instanceof StatusError) failure = made.message
  }
  for (const pod of plan.remove.slice(0, burst)) control.remove(pod)
  tx.updateStatus({ ...owner, status: describeReplicas(owner, plan, failure, tx.now()) })
  wake(nextAvailable(plan.active, owner.spec?.minReadySeconds, tx.now()))
  if (failure !== undefined) return 'refused'
  return Math.max(plan.create, plan.remove.length) > burst ? 'again' : undefined
}

function podsOf(tx: ClusterTransaction, owner: StoredObject): readonly StoredPod[] {
  return tx.ownedBy('Pod', owner.metadata.uid).filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid) as StoredPod[]
}

/** The sets of the same Deployment, itself included. */
function siblingsOf(tx: ClusterTransaction, owner: Owner): readonly StoredObject[] {
  const controller = controllerOf(owner)
  return controller === undefined ? [owner] : tx.ownedBy(owner.kind, controller.uid)
}

function describeReplicas(owner: Owner, { active }: ReplicaPlan, failure: string | undefined, now: number): object {
  const labels = Object.entries(owner.spec?.template?.metadata?.labels ?? {})
  const ready = active.filter(isReady)
  const counts = {
    fullyLabeledReplicas: active.filter((pod) => labels.every(([key, value]) => pod.metadata.labels?.[key] === value)).length,
    readyReplicas: ready.length,
    availableReplicas: owner.spec?.minReadySeconds ? ready.filter((pod) => availableFrom(pod, owner.spec?.minReadySeconds) <= now).length : ready.length,
  }
  const conditions = describeFailure(owner.status?.conditions ?? [], failure, formatTime(now))
  return {
    replicas: active.length,
    ...withoutZeroes(counts),
    observedGeneration: owner.metadata.generation,
    ...(conditions.length === 0 ? {} : { conditions }),
  }
}

/** As upstream, a failure for the same reason keeps the words of the first: they name a pod, and each try names another. */
function describeFailure(known: readonly Condition[], failure: string | undefined, now: string): readonly Condition[] {
  if (failure === undefined) return known.filter((condition) => condition.type !== 'ReplicaFailure')
  if (hasCondition(known, 'ReplicaFailure')) return known
  return setCondition(known, { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure }, now)
}
