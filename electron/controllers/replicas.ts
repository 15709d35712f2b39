import type { ReplicaSet, ReplicationController, StoredObject } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector, readSelectorMap } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { hasCondition, setCondition } from './conditions.ts'
import { adopt, controllerKeys, controllerOf, formatKey, parseKey, release } from './owners.ts'
import { buildPod, createPodControl } from './pod-control.ts'
import { availableFrom, isActive, isReady, nextAvailable, type StoredPod, withoutZeroes } from './pods.ts'
import { planReplicas, type ReplicaPlan } from './replicas-plan.ts'

type Owner = StoredObject<ReplicaSet> | StoredObject<ReplicationController>
type Condition = NonNullable<NonNullable<ReplicaSet['status']>['conditions']>[number]

/** Pods that one sync creates or deletes at most, as upstream's burst. */
const burst = 500

/** Keeps the wanted number of pods for every ReplicaSet and ReplicationController, adopting and releasing by labels. */
export function startReplicas(cluster: Cluster, signal: AbortSignal): void {
  // Specs whose pods are known to be just theirs, with all labels of the template: counting them is enough then.
  const regular = new WeakSet<object>()

  function sync(tx: ClusterTransaction, key: string, wake: Wake): 'again' | 'refused' | undefined {
    const { kind, namespace, name } = parseKey(key)
    if (kind === 'Pod') {
      for (const owner of findConcerned(tx, namespace, name)) {
        if (owner.spec !== undefined) regular.delete(owner.spec)
        loop.add(formatKey(owner.kind, owner))
      }
      return undefined
    }
    if (!isOwnerKind(kind)) return undefined
    const owner = tx.find(kind, namespace, name) as Owner | undefined
    if (owner === undefined || owner.metadata.deletionTimestamp !== undefined) return undefined
    return carryOut(tx, owner, countPods(tx, owner) ?? lookAtPods(tx, owner, wake))
  }

  /** Undefined when the pods themselves must be looked at. */
  function countPods(tx: ClusterTransaction, { metadata, spec }: Owner): Look | undefined {
    if (spec === undefined || spec.minReadySeconds || !regular.has(spec)) return undefined
    const { active, ready } = tx.countActive(metadata.uid)
    const missing = (spec.replicas ?? 1) - active
    if (missing < 0) return undefined
    return { create: missing, adopt: [], release: [], remove: [], counts: { replicas: active, fullyLabeledReplicas: active, readyReplicas: ready, availableReplicas: ready } }
  }

  function lookAtPods(tx: ClusterTransaction, owner: Owner, wake: Wake): Look {
    const { spec } = owner
    const plan = planReplicas({
      wanted: spec?.replicas ?? 1,
      selector: selectorOf(owner),
      owned: podsOf(tx, owner),
      orphans: tx.orphans('Pod', owner.metadata.namespace ?? '') as StoredPod[],
      related: () => siblingsOf(tx, owner).flatMap((sibling) => podsOf(tx, sibling)).filter(isActive),
      now: tx.now(),
    })
    wake(nextAvailable(plan.active, spec?.minReadySeconds, tx.now()))
    const ready = plan.active.filter(isReady)
    const replicas = plan.active.length
    const fullyLabeledReplicas = plan.active.filter((pod) => hasLabelsOf(owner, pod)).length
    if (spec !== undefined && plan.adopt.length + plan.release.length === 0 && fullyLabeledReplicas === replicas) regular.add(spec)
    const availableReplicas = spec?.minReadySeconds ? ready.filter((pod) => availableFrom(pod, spec.minReadySeconds) <= tx.now()).length : ready.length
    return { ...plan, counts: { replicas, fullyLabeledReplicas, readyReplicas: ready.length, availableReplicas } }
  }

  const loop = startTimedReconciler(cluster, { keysOf, sync }, signal)
}

/** What is to be done about an owner's pods, and how many there were before. */
interface Look extends Omit<ReplicaPlan, 'active'> {
  readonly counts: { readonly replicas: number; readonly fullyLabeledReplicas: number; readonly readyReplicas: number; readonly availableReplicas: number }
}

function isOwnerKind(kind: string): boolean {
  return kind === 'ReplicaSet' || kind === 'ReplicationController'
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (isOwnerKind(object.kind)) return event.type === 'DELETED' ? [] : [formatKey(object.kind, object)]
  if (object.kind !== 'Pod') return []
  const owners = controllerKeys(event, isOwnerKind)
  // Whose a pod is can only have changed with these.
  const { labels, ownerReferences } = object.metadata
  const same = event.type === 'DELETED' || (event.type === 'MODIFIED' && event.previous.metadata.labels === labels && event.previous.metadata.ownerReferences === ownerReferences)
  return same ? owners : [formatKey('Pod', object), ...owners]
}

/** Owners that a pod makes look at all their pods: those whose selector takes it while no one has it, and its own that it does not quite fit. */
function findConcerned(tx: ClusterTransaction, namespace: string, name: string): readonly Owner[] {
  const pod = tx.find('Pod', namespace, name) as StoredPod | undefined
  if (pod === undefined || !isActive(pod)) return []
  const controller = controllerOf(pod)
  if (controller === undefined) {
    const owners = [...tx.list('ReplicaSet', namespace), ...tx.list('ReplicationController', namespace)] as Owner[]
    return owners.filter((owner) => owner.metadata.deletionTimestamp === undefined && matches(selectorOf(owner), pod.metadata.labels ?? {}))
  }
  if (!isOwnerKind(controller.kind)) return []
  const owner = tx.find(controller.kind, namespace, controller.name) as Owner | undefined
  if (owner === undefined || owner.metadata.uid !== controller.uid) return []
  return matches(selectorOf(owner), pod.metadata.labels ?? {}) && hasLabelsOf(owner, pod) ? [] : [owner]
}

const selectors = new WeakMap<object, Selector>()

function selectorOf(owner: Owner): Selector {
  const known = selectors.get(owner.spec?.selector ?? owner)
  if (known !== undefined) return known
  const read = owner.kind === 'ReplicaSet' ? readLabelSelector(owner.spec?.selector) : readSelectorMap(owner.spec?.selector)
  selectors.set(owner.spec?.selector ?? owner, read)
  return read
}

/** Whether a pod has all labels of its owner's template. */
function hasLabelsOf(owner: Owner, { metadata: { labels } }: StoredPod): boolean {
  const wanted = owner.spec?.template?.metadata?.labels
  return wanted === labels || Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value)
}

function carryOut(tx: ClusterTransaction, owner: Owner, look: Look): 'again' | 'refused' | undefined {
  for (const pod of look.release) tx.update(release(pod, owner))
  for (const pod of look.adopt) tx.update(adopt(pod, owner))
  const control = createPodControl(tx, owner, owner.kind === 'ReplicaSet' ? 'replicaset-controller' : 'replication-controller')
  let failure: string | undefined
  for (let left = Math.min(look.create, burst); left > 0 && failure === undefined; left--) {
    const made = control.create(buildPod(owner, owner.spec?.template, { generateName: `${owner.metadata.name}-` }))
    if (made instanceof StatusError) failure = made.message
  }
  for (const pod of look.remove.slice(0, burst)) control.remove(pod)
  tx.updateStatus({ ...owner, status: describeReplicas(owner, look, failure, tx.now()) })
  if (failure !== undefined) return 'refused'
  return Math.max(look.create, look.remove.length) > burst ? 'again' : undefined
}

function podsOf(tx: ClusterTransaction, owner: StoredObject): readonly StoredPod[] {
  return tx.ownedBy('Pod', owner.metadata.uid).filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid) as StoredPod[]
}

/** The sets of the same Deployment, itself included. */
function siblingsOf(tx: ClusterTransaction, owner: Owner): readonly StoredObject[] {
  const controller = controllerOf(owner)
  return controller === undefined ? [owner] : tx.ownedBy(owner.kind, controller.uid)
}

function describeReplicas(owner: Owner, { counts: { replicas, ...others } }: Look, failure: string | undefined, now: number): object {
  const conditions = describeFailure(owner.status?.conditions ?? [], failure, formatTime(now))
  return {
    replicas,
    ...withoutZeroes(others),
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
