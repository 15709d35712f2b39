/** The kinds of the cluster, in the order in which `kubectl api-resources` would list them. */
import { configMap } from './config-map.ts'
import { deployment } from './deployment.ts'
import { event } from './event.ts'
import type { Kind } from './kind.ts'
import { namespace } from './namespace.ts'
import { node } from './node.ts'
import { pod } from './pod.ts'
import { replicaSet } from './replica-set.ts'
import { replicationController } from './replication-controller.ts'
import { secret } from './secret.ts'
import { serviceAccount } from './service-account.ts'
import { service } from './service.ts'

export const kinds: readonly Kind[] = [
  configMap, event, namespace, node, pod, replicationController, secret, serviceAccount, service, deployment, replicaSet,
]

const byName = new Map(kinds.map((kind) => [kind.kind, kind]))

/** The kind of an object, by its `kind` and, when given, its `apiVersion`. */
export function findKind(kind: string, apiVersion?: string): Kind | undefined {
  const found = byName.get(kind)
  return found === undefined || (apiVersion !== undefined && apiVersion !== found.apiVersion) ? undefined : found
}

export type { Kind } from './kind.ts'
export { groupOf, resourceOf } from './kind.ts'
export { equalValues } from './equal.ts'
export type { LabelSelector } from './label-selector.ts'
export { readLabelSelector, readSelectorMap } from './label-selector.ts'
export { parseQuantity } from './quantity.ts'
export type { PodStatus } from './pod-status.ts'
export { containerStatus, podStatus } from './pod-status.ts'
export type { PodSpec, PodTemplate } from './pod-spec.ts'
export type { DecodeError } from './decode.ts'
export { decodeObject } from './decode.ts'
