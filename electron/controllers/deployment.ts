import type { StoredObject } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { type Cluster, type ClusterTransaction, type StoreEvent } from '../cluster/index.ts'
import { equalJson, readLabelSelector } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import {
  byAge, isRecreate, isScaling, planCleanup, planNewReplicas, planRollout, planScale, revisionAnnotation, revisionOf, type Scale, type StoredDeployment, type StoredSet,
  sumReplicas,
} from './deployment-plan.ts'
import { buildSet, findNewest, fitsTemplate, renewSet, resizeSet } from './deployment-revision.ts'
import { deadlineOf, describeDeployment, isComplete } from './deployment-status.ts'
import { adopt, controlledBy, controllerOf, formatKey, parseKey, release } from './owners.ts'
import { isEnded, type StoredPod } from './pods.ts'

const component = 'deployment-controller'

/** Keeps a ReplicaSet for every template a Deployment has had, and moves its pods to the newest. */
export function startDeployments(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'Deployment') return event.type === 'DELETED' ? [] : [formatKey('Deployment', object)]
  // A Recreate waits until the last of the old pods is gone.
  if (object.kind === 'Pod' && event.type === 'DELETED') return controllerOf(object)?.kind === 'ReplicaSet' ? [formatKey('Pod', object) + `/${controllerOf(object)?.name}`] : []
  if (object.kind !== 'ReplicaSet') return []
  const owner = controllerOf(object)
  if (owner !== undefined) return [`${owner.kind}/${event.namespace}/${owner.name}`]
  return event.type === 'DELETED' ? [] : [formatKey('ReplicaSet', object)]
}

function sync(tx: ClusterTransaction, key: string, wake: Wake): undefined {
  const { kind, namespace, name } = parseKey(key)
  const deployment = findDeployment(tx, kind, namespace, name, key) as StoredDeployment | undefined
  if (deployment !== undefined && deployment.metadata.deletionTimestamp === undefined) syncDeployment(tx, deployment, wake)
}

function findDeployment(tx: ClusterTransaction, kind: string, namespace: string, name: string, key: string): StoredObject | undefined {
  switch (kind) {
    case 'Deployment': return tx.find('Deployment', namespace, name)
    case 'ReplicaSet': return findTaker(tx, namespace, name)
    case 'Pod': {
      const set = tx.find('ReplicaSet', namespace, key.split('/')[3] ?? '')
      const owner = set === undefined ? undefined : controllerOf(set)
      const found = owner?.kind === 'Deployment' ? (tx.find('Deployment', namespace, owner.name) as StoredDeployment | undefined) : undefined
      return found !== undefined && isRecreate(found) ? found : undefined
    }
    default: return undefined
  }
}

/** The Deployment that a ReplicaSet without one belongs to by its labels. */
function findTaker(tx: ClusterTransaction, namespace: string, name: string): StoredObject | undefined {
  const set = tx.find('ReplicaSet', namespace, name)
  if (set === undefined) return undefined
  return tx.list('Deployment', namespace).find((one) => matches(readLabelSelector((one as StoredDeployment).spec?.selector), set.metadata.labels ?? {}))
}

/** What a sync makes of the sets. */
interface Progress {
  readonly newest: StoredSet | undefined
  readonly collisions: number
  readonly created: boolean
}

function syncDeployment(tx: ClusterTransaction, deployment: StoredDeployment, wake: Wake): void {
  const sets = ownSets(tx, deployment)
  const found = findNewest(deployment, sets)
  const old = sets.filter((set) => set !== found)
  const known = { newest: found === undefined ? undefined : renew(tx, deployment, found, old), collisions: deployment.status?.collisionCount ?? 0, created: false }
  const progress = steer(tx, deployment, known, old)
  const { newest } = progress
  const standing = tx.find('Deployment', deployment.metadata.namespace ?? '', deployment.metadata.name) as StoredDeployment
  const status = describeDeployment({ ...progress, deployment: standing, sets: newest === undefined ? old : [...old, newest], now: tx.now() })
  if (isComplete(standing, status)) for (const set of planCleanup(deployment, old)) tx.delete(set)
  tx.updateStatus({ ...standing, status })
  // Upstream, too, waits a moment past the deadline.
  wake(deadlineOf(standing, status.conditions ?? []) + 1000)
}

function steer(tx: ClusterTransaction, deployment: StoredDeployment, known: Progress, old: readonly StoredSet[]): Progress {
  const { newest } = known
  if (deployment.spec?.paused === true || isScaling(deployment, newest === undefined ? old : [...old, newest])) {
    scaleSets(tx, deployment, planScale(deployment, newest, old))
    return known
  }
  if (isRecreate(deployment)) {
    const standing = old.filter((set) => (set.spec?.replicas ?? 0) > 0)
    scaleSets(tx, deployment, standing.map((set) => ({ set, replicas: 0 })))
    if (standing.length > 0 || old.some((set) => podsOf(tx, set).some((pod) => !isEnded(pod)))) return known
  }
  if (newest === undefined) return createSet(tx, deployment, known, old)
  scaleSets(tx, deployment, planRollout(deployment, newest, old))
  return known
}

function podsOf(tx: ClusterTransaction, set: StoredSet): readonly StoredPod[] {
  return tx.ownedBy('Pod', set.metadata.uid) as StoredPod[]
}

/** Its ReplicaSets by their labels: those without a controller taken on, those that no longer fit let go. */
function ownSets(tx: ClusterTransaction, deployment: StoredDeployment): readonly StoredSet[] {
  const selector = readLabelSelector(deployment.spec?.selector)
  const fits = (set: StoredObject) => matches(selector, set.metadata.labels ?? {})
  const owned = tx.ownedBy('ReplicaSet', deployment.metadata.uid) as StoredSet[]
  for (const set of owned) if (!fits(set)) tx.update(release(set, deployment))
  const alone = tx.orphans('ReplicaSet', deployment.metadata.namespace ?? '').filter((set) => set.metadata.deletionTimestamp === undefined && fits(set))
  const adopted = alone.map((set) => tx.update(adopt(set, deployment)) as StoredSet)
  return [...owned.filter(fits), ...adopted].filter((set) => set.metadata.deletionTimestamp === undefined).toSorted(byAge)
}

function renew(tx: ClusterTransaction, deployment: StoredDeployment, found: StoredSet, old: readonly StoredSet[]): StoredSet {
  const renewed = tx.update(renewSet(deployment, found, old)) as StoredSet
  numberDeployment(tx, deployment, revisionOf(renewed))
  return renewed
}

function createSet(tx: ClusterTransaction, deployment: StoredDeployment, { collisions }: Progress, old: readonly StoredSet[]): Progress {
  const replicas = planNewReplicas(deployment, 0, sumReplicas(old))
  const wanted = buildSet(deployment, old, replicas, collisions)
  const taken = tx.find('ReplicaSet', wanted.metadata.namespace ?? '', wanted.metadata.name ?? '') as StoredSet | undefined
  if (taken !== undefined && !fitsTemplate(taken, deployment.spec?.template)) return createSet(tx, deployment, { newest: undefined, collisions: collisions + 1, created: false }, old)
  if (taken !== undefined) return { newest: taken, collisions, created: false }
  const made = tx.create({ ...wanted, metadata: { ...wanted.metadata, ownerReferences: [controlledBy(deployment)] } }) as StoredSet
  numberDeployment(tx, deployment, revisionOf(made))
  if (replicas > 0) tellScale(tx, deployment, made.metadata.name, 0, replicas)
  return { newest: made, collisions, created: true }
}

function numberDeployment(tx: ClusterTransaction, deployment: StoredDeployment, revision: number): void {
  const current = tx.find('Deployment', deployment.metadata.namespace ?? '', deployment.metadata.name)
  if (current === undefined || current.metadata.annotations?.[revisionAnnotation] === String(revision)) return
  tx.update({ ...current, metadata: { ...current.metadata, annotations: { ...current.metadata.annotations, [revisionAnnotation]: String(revision) } } })
}

function scaleSets(tx: ClusterTransaction, deployment: StoredDeployment, scales: readonly Scale[]): void {
  for (const { set, replicas } of scales) {
    const before = set.spec?.replicas ?? 0
    const resized = resizeSet(deployment, set, replicas)
    if (before === replicas && equalJson(resized.metadata.annotations, set.metadata.annotations)) continue
    tx.update(resized)
    if (before !== replicas) tellScale(tx, deployment, set.metadata.name, before, replicas)
  }
}

function tellScale(tx: ClusterTransaction, deployment: StoredDeployment, name: string, from: number, to: number): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`
  tx.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message, component })
}
