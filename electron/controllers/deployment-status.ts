import type { Deployment, ReplicaSet, StoredObject } from '../../shared/model/index.ts'
import { available, readAllowance, sumAvailable, wantedReplicas } from './deployment-plan.ts'

type Condition = NonNullable<NonNullable<Deployment['status']>['conditions']>[number]

/** What a Deployment shows of its ReplicaSets; `now` as Kubernetes writes times. */
export function describeDeployment(deployment: StoredObject<Deployment>, newest: StoredObject<ReplicaSet> | undefined, sets: readonly ReplicaSet[], now: string): object {
  const total = sets.reduce((sum, set) => sum + (set.status?.replicas ?? 0), 0)
  const counts = {
    replicas: total,
    updatedReplicas: newest?.status?.replicas ?? 0,
    readyReplicas: sets.reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0),
    availableReplicas: sumAvailable(sets),
    unavailableReplicas: Math.max(0, total - sumAvailable(sets)),
  }
  const conditions = [describeAvailability(deployment, sumAvailable(sets)), ...(newest === undefined ? [] : [describeProgress(deployment, newest, counts)])]
  return {
    observedGeneration: deployment.metadata.generation,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: conditions.map((condition) => stamp(condition, deployment.status?.conditions ?? [], now)),
  }
}

type Words = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>

function describeAvailability(deployment: Deployment, count: number): Words {
  return count >= wantedReplicas(deployment) - readAllowance(deployment).unavailable
    ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.' }
}

function describeProgress(deployment: Deployment, newest: StoredObject<ReplicaSet>, counts: { readonly replicas: number; readonly updatedReplicas: number }): Words {
  const wanted = wantedReplicas(deployment)
  const done = counts.updatedReplicas === wanted && counts.replicas === wanted && available(newest) === wanted
  const name = newest.metadata.name
  return done
    ? { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message: `ReplicaSet "${name}" has successfully progressed.` }
    : { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: `ReplicaSet "${name}" is progressing.` }
}

function stamp(words: Words, known: readonly Condition[], now: string): Condition {
  const before = known.find((condition) => condition.type === words.type)
  const same = before?.status === words.status && before.reason === words.reason && before.message === words.message
  return {
    ...words,
    lastUpdateTime: same ? (before.lastUpdateTime ?? now) : now,
    lastTransitionTime: before?.status === words.status ? (before.lastTransitionTime ?? now) : now,
  }
}
