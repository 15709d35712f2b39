import type { Deployment, KubeObject, ReplicaSet, StoredObject } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { type Cluster, type ClusterTransaction, formatTime, startReconciler, type StoreEvent } from '../cluster/index.ts'
import { equalValues, type PodTemplate, readLabelSelector } from '../registry/index.ts'
import { planCleanup, planFirstReplicas, planRollout, revisionAnnotation, type Scale, wantedReplicas } from './deployment-plan.ts'
import { describeDeployment } from './deployment-status.ts'
import { adopt, controlledBy, controllerOf, formatKey, parseKey } from './owners.ts'
import { hashTemplate } from './template-hash.ts'

type StoredSet = StoredObject<ReplicaSet>
type StoredDeployment = StoredObject<Deployment>

const hashLabel = 'pod-template-hash'
const component = 'deployment-controller'

/** Keeps a ReplicaSet for every template a Deployment has had, and moves its pods to the newest. */
export function startDeployments(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'Deployment') return event.type === 'DELETED' ? [] : [formatKey('Deployment', object)]
  if (object.kind !== 'ReplicaSet') return []
  const owner = controllerOf(object)
  if (owner !== undefined) return [`${owner.kind}/${event.namespace}/${owner.name}`]
  return event.type === 'DELETED' ? [] : [formatKey('ReplicaSet', object)]
}

function sync(tx: ClusterTransaction, key: string): undefined {
  const { kind, namespace, name } = parseKey(key)
  const found = kind === 'ReplicaSet' ? findTaker(tx, namespace, name) : kind === 'Deployment' ? tx.find('Deployment', namespace, name) : undefined
  const deployment = found as StoredDeployment | undefined
  if (deployment !== undefined && deployment.metadata.deletionTimestamp === undefined) syncDeployment(tx, deployment)
}

/** The Deployment that a ReplicaSet without one belongs to by its labels. */
function findTaker(tx: ClusterTransaction, namespace: string, name: string): StoredObject | undefined {
  const set = tx.find('ReplicaSet', namespace, name)
  if (set === undefined) return undefined
  return tx.list('Deployment', namespace).find((one) => matches(readLabelSelector((one as StoredDeployment).spec?.selector), set.metadata.labels ?? {}))
}

function syncDeployment(tx: ClusterTransaction, deployment: StoredDeployment): void {
  const sets = ownSets(tx, deployment)
  const found = sets.find((set) => fitsTemplate(set, deployment.spec?.template))
  const paused = deployment.spec?.paused === true
  const newest = found ?? (paused ? undefined : createSet(tx, deployment, sets))
  const old = sets.filter((set) => set !== found)
  const steered = newest ?? old.at(-1)
  if (found !== undefined && !paused) numberSet(tx, deployment, found, old)
  if (steered !== undefined && (found !== undefined || paused)) {
    const scales = paused ? planScale(deployment, steered) : planRollout(deployment, steered, old)
    for (const scale of scales) scaleSet(tx, deployment, scale)
  }
  for (const set of planCleanup(deployment, old)) tx.delete(set)
  const now = (set: StoredSet) => (tx.find('ReplicaSet', set.metadata.namespace ?? '', set.metadata.name) as StoredSet | undefined) ?? []
  const current = [...old, ...(newest === undefined ? [] : [newest])].flatMap(now)
  const latest = newest === undefined ? undefined : current.find((set) => set.metadata.uid === newest.metadata.uid)
  const standing = tx.find('Deployment', deployment.metadata.namespace ?? '', deployment.metadata.name) as StoredDeployment
  tx.updateStatus({ ...standing, status: describeDeployment(standing, latest, current, formatTime(tx.now())) })
}

/** Its ReplicaSets, those without a controller taken on first; the oldest first. */
function ownSets(tx: ClusterTransaction, deployment: StoredDeployment): readonly StoredSet[] {
  const selector = readLabelSelector(deployment.spec?.selector)
  const owned = tx.ownedBy('ReplicaSet', deployment.metadata.uid) as StoredSet[]
  const alone = tx.orphans('ReplicaSet', deployment.metadata.namespace ?? '').filter((set) => matches(selector, set.metadata.labels ?? {}))
  const adopted = alone.map((set) => tx.update(adopt(set, deployment)) as StoredSet)
  return [...owned, ...adopted].filter((set) => set.metadata.deletionTimestamp === undefined).sort((a, b) => revisionOf(a) - revisionOf(b))
}

/** Whether a set was made of this template: it has the template's hash in its labels, and nothing else beside. */
function fitsTemplate(set: StoredSet, template: PodTemplate | undefined): boolean {
  const { [hashLabel]: _hash, ...labels } = set.spec?.template?.metadata?.labels ?? {}
  const { labels: wanted = {}, ...metadata } = template?.metadata ?? {}
  const { labels: _own, ...own } = set.spec?.template?.metadata ?? {}
  return equalValues(labels, wanted) && equalValues(own, metadata) && equalValues(set.spec?.template?.spec, template?.spec)
}

function createSet(tx: ClusterTransaction, deployment: StoredDeployment, old: readonly StoredSet[]): StoredSet {
  const { template, selector } = deployment.spec ?? {}
  const taken = (name: string) => tx.find('ReplicaSet', deployment.metadata.namespace ?? '', name) !== undefined
  let collisions = 0
  let hash = hashTemplate(template, collisions)
  while (taken(`${deployment.metadata.name}-${hash}`)) hash = hashTemplate(template, ++collisions)
  const replicas = planFirstReplicas(deployment, old)
  const name = `${deployment.metadata.name}-${hash}`
  const labels = { ...template?.metadata?.labels, [hashLabel]: hash }
  const set = tx.create({
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: {
      name, namespace: deployment.metadata.namespace ?? '', labels,
      annotations: { [revisionAnnotation]: String(nextRevision(old)) },
      ownerReferences: [controlledBy(deployment)],
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...selector?.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template?.metadata, labels } },
    },
  }) as StoredSet
  numberDeployment(tx, deployment, nextRevision(old))
  if (replicas > 0) tellScale(tx, deployment, name, 0, replicas)
  return set
}

/** A template that comes back gets the next number, as the newest. */
function numberSet(tx: ClusterTransaction, deployment: StoredDeployment, set: StoredSet, old: readonly StoredSet[]): void {
  const revision = Math.max(revisionOf(set), nextRevision(old))
  if (revision !== revisionOf(set)) tx.update(withRevision(set, revision))
  numberDeployment(tx, deployment, revision)
}

function numberDeployment(tx: ClusterTransaction, deployment: StoredDeployment, revision: number): void {
  if (deployment.metadata.annotations?.[revisionAnnotation] !== String(revision)) tx.update(withRevision(deployment, revision))
}

function withRevision<T extends KubeObject>(object: T, revision: number): T {
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [revisionAnnotation]: String(revision) } } }
}

function revisionOf(set: StoredSet): number {
  return Number(set.metadata.annotations?.[revisionAnnotation] ?? 0)
}

function nextRevision(old: readonly StoredSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1
}

function planScale(deployment: Deployment, set: StoredSet): readonly Scale[] {
  return set.spec?.replicas === wantedReplicas(deployment) ? [] : [{ set, replicas: wantedReplicas(deployment) }]
}

function scaleSet(tx: ClusterTransaction, deployment: StoredDeployment, { set, replicas }: Scale): void {
  const { name, namespace = '' } = set.metadata
  const current = tx.find('ReplicaSet', namespace, name) as StoredSet | undefined
  if (current?.spec === undefined) return
  tx.update({ ...current, spec: { ...current.spec, replicas } })
  tellScale(tx, deployment, name, current.spec.replicas ?? 0, replicas)
}

function tellScale(tx: ClusterTransaction, deployment: StoredDeployment, name: string, from: number, to: number): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`
  tx.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message, component })
}
