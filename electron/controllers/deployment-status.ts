import type { Deployment, ReplicaSet } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { readAllowance, type StoredDeployment, type StoredSet, sumAvailable, wantedReplicas } from './deployment-plan.ts'
import { withoutZeroes } from './pods.ts'

type Status = NonNullable<Deployment['status']>
export type DeploymentCondition = NonNullable<Status['conditions']>[number]
type Words = Pick<DeploymentCondition, 'type' | 'status' | 'reason' | 'message'>

const noDeadline = 2 ** 31 - 1

/** What a Deployment shows of its ReplicaSets. `now` in milliseconds. */
export interface DeploymentView {
  readonly deployment: StoredDeployment
  readonly newest: StoredSet | undefined
  readonly sets: readonly ReplicaSet[]
  readonly collisions: number
  /** Whether this sync made the newest set. */
  readonly created: boolean
  readonly now: number
}

export function describeDeployment(view: DeploymentView): Status {
  const { deployment, newest, sets, now } = view
  const total = sets.reduce((sum, set) => sum + (set.status?.replicas ?? 0), 0)
  const counts = {
    replicas: total,
    updatedReplicas: newest?.status?.replicas ?? 0,
    readyReplicas: sets.reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0),
    availableReplicas: sumAvailable(sets),
    unavailableReplicas: Math.max(0, total - sumAvailable(sets)),
  }
  const { generation } = deployment.metadata
  let conditions = putCondition(deployment.status?.conditions ?? [], describeAvailability(deployment, counts.availableReplicas), now)
  conditions = describeFailure(conditions, newest, sets, now)
  conditions = describeProgress({ ...view, conditions }, counts)
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...withoutZeroes(counts),
    conditions,
    ...(view.collisions === 0 ? {} : { collisionCount: view.collisions }),
  }
}

type Counts = Required<Pick<Status, 'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'>>

function describeAvailability(deployment: Deployment, count: number): Words {
  return count >= wantedReplicas(deployment) - readAllowance(deployment).unavailable
    ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.' }
}

/** A set that could not make its pods says so through its Deployment. */
function describeFailure(conditions: readonly DeploymentCondition[], newest: StoredSet | undefined, sets: readonly ReplicaSet[], now: number): readonly DeploymentCondition[] {
  const failed = [...(newest === undefined ? [] : [newest]), ...sets].flatMap((set) => set.status?.conditions ?? []).find((condition) => condition.type === 'ReplicaFailure')
  const others = conditions.filter((condition) => condition.type !== 'ReplicaFailure')
  if (failed === undefined) return others
  const { type, status, reason = '', message = '' } = failed
  return putCondition(conditions, { type, status, reason, message }, now)
}

function describeProgress(view: DeploymentView & { readonly conditions: readonly DeploymentCondition[] }, counts: Counts): readonly DeploymentCondition[] {
  const { deployment, newest, created, conditions, now } = view
  if (!hasDeadline(deployment)) return conditions.filter((condition) => condition.type !== 'Progressing')
  const known = conditions.find((condition) => condition.type === 'Progressing')
  const put = (status: string, reason: string, message: string, list = conditions) => putCondition(list, { type: 'Progressing', status, reason, message }, now)
  if (deployment.spec?.paused === true) {
    return known?.reason === 'ProgressDeadlineExceeded' || known?.reason === 'DeploymentPaused' ? conditions : put('Unknown', 'DeploymentPaused', 'Deployment is paused')
  }
  if (created && newest !== undefined) return put('True', 'NewReplicaSetCreated', `Created new replica set "${newest.metadata.name}"`)
  if (known?.reason === 'DeploymentPaused') return put('Unknown', 'DeploymentResumed', 'Deployment is resumed')
  if (newest !== undefined && known === undefined) return put('True', 'FoundNewReplicaSet', `Found new replica set "${newest.metadata.name}"`)
  // A rollout that is over stays over while pods come and go.
  if (counts.replicas === counts.updatedReplicas && known?.reason === 'NewReplicaSetAvailable') return conditions
  const subject = newest === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newest.metadata.name}"`
  if (isComplete(deployment, counts)) return put('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`)
  if (hasProgressed(deployment.status ?? {}, counts)) {
    const condition = { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: `${subject} is progressing.` }
    const transition = known?.status === 'True' ? known.lastTransitionTime : undefined
    const stamped = { ...condition, lastUpdateTime: formatTime(now), lastTransitionTime: transition ?? formatTime(now) }
    return [...conditions.filter((one) => one.type !== 'Progressing'), stamped]
  }
  return deadlineOf(deployment, conditions) <= now ? put('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`) : conditions
}

export function hasDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec?.progressDeadlineSeconds
  return seconds !== undefined && seconds !== noDeadline
}

/** Upstream's `DeploymentComplete`. */
export function isComplete(deployment: Deployment, counts: Partial<Counts>): boolean {
  const wanted = wantedReplicas(deployment)
  return (counts.updatedReplicas ?? 0) === wanted && (counts.replicas ?? 0) === wanted && (counts.availableReplicas ?? 0) === wanted
}

function hasProgressed(before: Status, counts: Counts): boolean {
  const old = (status: Partial<Counts>) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return counts.updatedReplicas > (before.updatedReplicas ?? 0) || old(counts) < old(before)
    || counts.readyReplicas > (before.readyReplicas ?? 0) || counts.availableReplicas > (before.availableReplicas ?? 0)
}

/** When, in milliseconds, a rollout that makes no progress counts as failed; Infinity when it is over, or never does. */
export function deadlineOf(deployment: Deployment, conditions: readonly DeploymentCondition[]): number {
  const known = conditions.find((condition) => condition.type === 'Progressing')
  if (!hasDeadline(deployment) || known === undefined || deployment.spec?.paused === true) return Infinity
  if (known.reason === 'NewReplicaSetAvailable' || known.reason === 'ProgressDeadlineExceeded') return Infinity
  return Date.parse(known.lastUpdateTime ?? '') + (deployment.spec?.progressDeadlineSeconds ?? 600) * 1000
}

/** Upstream's `SetDeploymentCondition`: a condition that says the same for the same reason stays as it is, its message too. */
function putCondition(conditions: readonly DeploymentCondition[], words: Words, now: number): readonly DeploymentCondition[] {
  const before = conditions.find((condition) => condition.type === words.type)
  if (before?.status === words.status && before.reason === words.reason) return conditions
  const lastTransitionTime = before?.status === words.status ? before.lastTransitionTime : undefined
  const next = { ...words, lastUpdateTime: formatTime(now), lastTransitionTime: lastTransitionTime ?? formatTime(now) }
  return [...conditions.filter((condition) => condition !== before), next]
}

