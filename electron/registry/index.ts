/** The kinds of the cluster, in the order in which `kubectl api-resources` would list them. */
import { clusterRoleBinding } from './cluster-role-binding.ts'
import { clusterRole } from './cluster-role.ts'
import { configMap } from './config-map.ts'
import { controllerRevision } from './controller-revision.ts'
import { cronJob } from './cron-job.ts'
import { customResourceDefinition } from './custom-resource-definition.ts'
import { daemonSet } from './daemon-set.ts'
import { deployment } from './deployment.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { event } from './event.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'
import { ingressClass } from './ingress-class.ts'
import { ingress } from './ingress.ts'
import { job } from './job.ts'
import { type Kind, resourceOf } from './kind.ts'
import { lease } from './lease.ts'
import { limitRange } from './limit-range.ts'
import { namespace } from './namespace.ts'
import { networkPolicy } from './network-policy.ts'
import { node } from './node.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { persistentVolume } from './persistent-volume.ts'
import { podDisruptionBudget } from './pod-disruption-budget.ts'
import { podTemplate } from './pod-template.ts'
import { pod } from './pod.ts'
import { priorityClass } from './priority-class.ts'
import { replicaSet } from './replica-set.ts'
import { replicationController } from './replication-controller.ts'
import { resourceQuota } from './resource-quota.ts'
import { roleBinding } from './role-binding.ts'
import { role } from './role.ts'
import { secret } from './secret.ts'
import { serviceAccount } from './service-account.ts'
import { service } from './service.ts'
import { statefulSet } from './stateful-set.ts'
import { storageClass } from './storage-class.ts'

export const kinds: readonly Kind[] = [
  configMap, endpoints, event, limitRange, namespace, node, persistentVolumeClaim, persistentVolume, pod, podTemplate, replicationController, resourceQuota,
  secret, serviceAccount, service, customResourceDefinition, controllerRevision, daemonSet, deployment, replicaSet, statefulSet, horizontalPodAutoscaler, cronJob, job, lease,
  endpointSlice, ingressClass, ingress, networkPolicy, podDisruptionBudget, clusterRoleBinding, clusterRole, roleBinding, role, priorityClass, storageClass,
]

const byName = new Map(kinds.map((kind) => [kind.kind, kind]))
const byResource = new Map(kinds.map((kind) => [resourceOf(kind), kind]))

/** The kind of an object, by its `kind` and, when given, its `apiVersion`. */
export function findKind(kind: string, apiVersion?: string): Kind | undefined {
  const found = byName.get(kind)
  return found === undefined || (apiVersion !== undefined && apiVersion !== found.apiVersion) ? undefined : found
}

/** The same by its resource: `pods`, `deployments.apps`. */
export function findResource(resource: string): Kind | undefined {
  return byResource.get(resource)
}

export type { Kind } from './kind.ts'
export type { Cell, Column, Elapsed } from './table.ts'
export { describeColumns } from './table.ts'
export { groupOf, resourceOf } from './kind.ts'
export type { LabelSelector } from './label-selector.ts'
export { readLabelSelector, readSelectorMap } from './label-selector.ts'
export { canonicalQuantity, equalJson, parseQuantity, sumQuantities } from '../schema/index.ts'
export type { Deviation } from './deviations.ts'
export { deviations } from './deviations.ts'
export type { PodStatus } from './pod-status.ts'
export { containerStatus, podStatus } from './pod-status.ts'
export type { PodSpec, PodTemplate } from './pod-spec.ts'
export { validateEphemeralChange } from './ephemeral-containers.ts'
export type { CronSchedule } from './cron-schedule.ts'
export { parseCronSchedule } from './cron-schedule.ts'
export { acceptCustom, readObject } from './read-object.ts'
export { isDefaultClass } from './storage-class.ts'
export { systemPriorities } from './priority-class.ts'
export type { Kinds } from './kinds.ts'
export { customKindsOf, definitionsResource, joinKinds, resourcesOf } from './kinds.ts'
export type { CustomSchema } from './custom-schema.ts'
