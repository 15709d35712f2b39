import type { Pod, ReplicaSet, ReplicationController, StoredObject } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector, readSelectorMap } from '../registry/index.ts'
import { adopt, controlledBy, controllerOf, formatKey, parseKey, release } from './owners.ts'
import { isReady, planReplicas, type ReplicaPlan } from './replicas-plan.ts'

type Owner = StoredObject<ReplicaSet> | StoredObject<ReplicationController>

/** Pods that one sync creates or deletes at most, as upstream's burst. */
const burst = 500
/** Events of one kind that are told singly before they are told in one. */
const singleEvents = 10

/** Keeps the wanted number of pods for every ReplicaSet and ReplicationController, adopting and releasing by labels. */
export function startReplicas(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
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

function sync(tx: ClusterTransaction, key: string): 'again' | undefined {
  const { kind, namespace, name } = parseKey(key)
  if (kind === 'Pod') return offerPod(tx, namespace, name)
  if (kind !== 'ReplicaSet' && kind !== 'ReplicationController') return undefined
  const owner = tx.find(kind, namespace, name) as Owner | undefined
  return owner === undefined || owner.metadata.deletionTimestamp !== undefined ? undefined : syncReplicas(tx, owner)
}

/** Lets everyone whose selector takes a lone pod have it. */
function offerPod(tx: ClusterTransaction, namespace: string, name: string): 'again' | undefined {
  const pod = tx.find('Pod', namespace, name)
  if (pod === undefined || controllerOf(pod) !== undefined) return undefined
  const owners = [...tx.list('ReplicaSet', namespace), ...tx.list('ReplicationController', namespace)] as Owner[]
  const takers = owners.filter((owner) => owner.metadata.deletionTimestamp === undefined && matches(selectorOf(owner), pod.metadata.labels ?? {}))
  return takers.map((owner) => syncReplicas(tx, owner)).includes('again') ? 'again' : undefined
}

function selectorOf(owner: Owner): Selector {
  return owner.kind === 'ReplicaSet' ? readLabelSelector(owner.spec?.selector) : readSelectorMap(owner.spec?.selector)
}

function syncReplicas(tx: ClusterTransaction, owner: Owner): 'again' | undefined {
  const owned = tx.ownedBy('Pod', owner.metadata.uid).filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid) as StoredObject<Pod>[]
  const orphans = tx.orphans('Pod', owner.metadata.namespace ?? '') as StoredObject<Pod>[]
  const plan = planReplicas(owner.spec?.replicas ?? 1, selectorOf(owner), owned, orphans)
  for (const pod of plan.release) tx.update(release(pod, owner))
  for (const pod of plan.adopt) tx.update(adopt(pod, owner))
  const failure = createPods(tx, owner, Math.min(plan.create, burst))
  removePods(tx, owner, plan.remove.slice(0, burst))
  tx.updateStatus({ ...owner, status: statusOf(owner, plan, failure) })
  return failure === undefined && Math.max(plan.create, plan.remove.length) > burst ? 'again' : undefined
}

/** Returns why no more could be created. */
function createPods(tx: ClusterTransaction, owner: Owner, count: number): string | undefined {
  const { template } = owner.spec ?? {}
  for (let made = 0; made < count; made++) {
    try {
      const pod = tx.create({
        apiVersion: 'v1', kind: 'Pod',
        metadata: {
          generateName: `${owner.metadata.name}-`,
          namespace: owner.metadata.namespace ?? '',
          ...(template?.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
          ...(template?.metadata?.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
          ownerReferences: [controlledBy(owner)],
        },
        spec: template?.spec,
      })
      tell(tx, owner, made, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      tx.record(owner, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${error.message}`, component: componentOf(owner) })
      return error.message
    }
  }
  return undefined
}

function removePods(tx: ClusterTransaction, owner: Owner, pods: readonly StoredObject[]): void {
  for (const [index, pod] of pods.entries()) {
    tx.delete(pod)
    tell(tx, owner, index, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
  }
}

/** As upstream's recorder: the eleventh of a kind and those after it are told in one. */
function tell(tx: ClusterTransaction, owner: Owner, index: number, reason: string, message: string): void {
  if (index > singleEvents) return
  const text = index === singleEvents ? `(combined from similar events): ${message}` : message
  tx.record(owner, { type: 'Normal', reason, message: text, component: componentOf(owner) })
}

function componentOf(owner: Owner): string {
  return owner.kind === 'ReplicaSet' ? 'replicaset-controller' : 'replication-controller'
}

function statusOf(owner: Owner, { active }: ReplicaPlan, failure: string | undefined): object {
  const labels = Object.entries(owner.spec?.template?.metadata?.labels ?? {})
  const ready = active.filter(isReady).length
  const counts = {
    fullyLabeledReplicas: active.filter((pod) => labels.every(([key, value]) => pod.metadata.labels?.[key] === value)).length,
    readyReplicas: ready,
    availableReplicas: ready,
  }
  const known = owner.status?.conditions?.find((condition) => condition.type === 'ReplicaFailure')
  const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure, lastTransitionTime: known?.lastTransitionTime ?? owner.metadata.creationTimestamp }
  return {
    replicas: active.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    observedGeneration: owner.metadata.generation,
    ...(failure === undefined ? {} : { conditions: [condition] }),
  }
}
