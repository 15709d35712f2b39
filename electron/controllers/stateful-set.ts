import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { type Cluster, type ClusterTransaction, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { adopt, controlledBy, controllerKeys, controllerOf, formatKey, parseKey, release } from './owners.ts'
import { nextAvailable, type StoredPod } from './pods.ts'
import { listRevisions, planRevisionCleanup, type Revision, syncRevision, templateOf } from './revisions.ts'
import { describeMembers, type Members, type MemberStep, planMembers, revisionOfPod } from './stateful-set-plan.ts'
import { buildClaims, buildMember, claimName, ordinalOf, type StoredStatefulSet } from './stateful-set-pods.ts'

const component = 'statefulset-controller'

/** Keeps the pods of StatefulSets: each with its own name and volumes, made and unmade in order. */
export function startStatefulSets(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'StatefulSet') return event.type === 'DELETED' ? [] : [formatKey('StatefulSet', object)]
  if (object.kind !== 'Pod') return []
  const owners = controllerKeys(event, (kind) => kind === 'StatefulSet')
  if (controllerOf(object) !== undefined) return owners
  // A pod without a controller may be the one that a set has lost.
  const parent = /^(.*)-\d+$/.exec(event.name)?.[1]
  return parent === undefined ? owners : [...owners, `StatefulSet/${event.namespace}/${parent}`]
}

function sync(tx: ClusterTransaction, key: string, wake: Wake): 'refused' | undefined {
  const { namespace, name } = parseKey(key)
  const set = tx.find('StatefulSet', namespace, name) as StoredStatefulSet | undefined
  if (set?.spec === undefined || set.metadata.deletionTimestamp !== undefined) return undefined
  const known = listRevisions(tx, set)
  const workload = {
    owner: set, template: set.spec.template, labels: { ...set.spec.selector.matchLabels }, hashLabel: 'controller.kubernetes.io/hash', collisions: set.status?.collisionCount ?? 0,
  }
  const update = syncRevision(tx, workload, known)
  const current = known.find((revision) => revision.metadata.name === set.status?.currentRevision) ?? update
  const members: Members = {
    set, pods: claimPods(tx, set), currentRevision: current.metadata.name, updateRevision: update.metadata.name, now: tx.now(),
  }
  const refused = planMembers(members).some((step) => !take(tx, set, step, [current, update]))
  retainClaims(tx, set)
  const after: Members = { ...members, pods: ownPods(tx, set) }
  tx.updateStatus({ ...set, status: describeMembers(after) })
  const live = new Set([current.metadata.name, update.metadata.name, ...after.pods.map(revisionOfPod)])
  for (const revision of planRevisionCleanup(listRevisions(tx, set), live, set.spec.revisionHistoryLimit ?? 10)) tx.delete(revision)
  wake(nextAvailable(after.pods, set.spec.minReadySeconds, tx.now()))
  return refused ? 'refused' : undefined
}

function ownPods(tx: ClusterTransaction, set: StoredStatefulSet): readonly StoredPod[] {
  return (tx.ownedBy('Pod', set.metadata.uid) as StoredPod[]).filter((pod) => controllerOf(pod)?.uid === set.metadata.uid && ordinalOf(set, pod) !== undefined)
}

/** Its pods by name and labels: the lost ones taken on, those that no longer fit let go. */
function claimPods(tx: ClusterTransaction, set: StoredStatefulSet): readonly StoredPod[] {
  const selector = readLabelSelector(set.spec?.selector)
  const fits = (pod: StoredPod) => matches(selector, pod.metadata.labels ?? {})
  const owned = ownPods(tx, set)
  for (const pod of owned) if (!fits(pod)) tx.update(release(pod, set))
  const lost = (tx.orphans('Pod', set.metadata.namespace ?? '') as StoredPod[])
    .filter((pod) => ordinalOf(set, pod) !== undefined && pod.metadata.deletionTimestamp === undefined && fits(pod))
  return [...owned.filter(fits), ...lost.map((pod) => tx.update(adopt(pod, set)) as StoredPod)]
}

/** False when it was refused: then what follows waits, too. */
function take(tx: ClusterTransaction, set: StoredStatefulSet, step: MemberStep, revisions: readonly Revision[]): boolean {
  if (step.step === 'delete') {
    remove(tx, set, step.pod)
    return true
  }
  const { ordinal, revision, replaces } = step
  if (replaces !== undefined) {
    const failed = replaces.status?.phase === 'Failed'
    const what = failed ? { type: 'Warning', reason: 'RecreatingFailedPod', word: 'failed' } as const : { type: 'Normal', reason: 'RecreatingTerminatedPod', word: 'terminated' } as const
    const message = `StatefulSet ${set.metadata.namespace}/${set.metadata.name} is recreating ${what.word} Pod ${replaces.metadata.name}`
    tx.record(set, { type: what.type, reason: what.reason, message, component })
    remove(tx, set, replaces)
    // What has a grace period, or finalizers, is not gone yet.
    if (tx.find('Pod', set.metadata.namespace ?? '', replaces.metadata.name) !== undefined) return true
  }
  const of = revisions.find((one) => one.metadata.name === revision)
  const name = `${set.metadata.name}-${ordinal}`
  const claims = buildClaims(set, ordinal)
  for (const claim of claims) if (!createClaim(tx, set, claim, name)) return false
  return create(tx, set, buildMember(set, ordinal, of === undefined ? {} : templateOf(of), revision), `Pod ${name} in StatefulSet ${set.metadata.name}`)
}

function createClaim(tx: ClusterTransaction, set: StoredStatefulSet, claim: KubeObject, pod: string): boolean {
  const { name = '', namespace = '' } = claim.metadata
  if (tx.find('PersistentVolumeClaim', namespace, name) !== undefined) return true
  return create(tx, set, claim, `Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name}`, 'success')
}

function create(tx: ClusterTransaction, set: StoredStatefulSet, object: KubeObject, what: string, word = 'successful'): boolean {
  try {
    tx.create(object)
    tx.record(set, { type: 'Normal', reason: 'SuccessfulCreate', message: `create ${what} ${word}`, component })
    return true
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    tx.record(set, { type: 'Warning', reason: 'FailedCreate', message: `create ${what} failed error: ${error.message}`, component })
    return false
  }
}

function remove(tx: ClusterTransaction, set: StoredStatefulSet, pod: StoredPod): void {
  tx.delete(pod)
  tx.record(set, { type: 'Normal', reason: 'SuccessfulDelete', message: `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`, component })
}

/** Claims go with the set, or with the pod that was scaled away, where the set's retention policy says so. */
function retainClaims(tx: ClusterTransaction, set: StoredStatefulSet): void {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {}
  if (whenDeleted === 'Retain' && whenScaled === 'Retain') return
  for (const pod of ownPods(tx, set)) {
    const ordinal = ordinalOf(set, pod) ?? 0
    const beyond = ordinal >= (set.spec?.ordinals?.start ?? 0) + (set.spec?.replicas ?? 1)
    for (const template of set.spec?.volumeClaimTemplates ?? []) {
      const claim = tx.find('PersistentVolumeClaim', set.metadata.namespace ?? '', claimName(set, template.metadata?.name ?? '', ordinal))
      if (claim === undefined) continue
      const owners = [...(whenDeleted === 'Delete' ? [ownerOf(set)] : []), ...(whenScaled === 'Delete' && beyond ? [ownerOf(pod)] : [])]
      tx.update({ ...claim, metadata: { ...claim.metadata, ownerReferences: owners } })
    }
  }
}

function ownerOf(owner: StoredObject): ReturnType<typeof controlledBy> {
  return { ...controlledBy(owner), controller: owner.kind === 'StatefulSet', blockOwnerDeletion: owner.kind === 'StatefulSet' }
}
