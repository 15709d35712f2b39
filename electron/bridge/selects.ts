import type { KubeObject, LabelSelector, StringMap } from '../../shared/model/index.ts'

/** Services and ReplicationControllers select by a plain map, and by none at all when it is empty. */
function fromMap(map: unknown): LabelSelector | undefined {
  return map === undefined || map === null || Object.keys(map).length === 0 ? undefined : { matchLabels: map as StringMap }
}

/** Which pods of its namespace an object says it is about, as the LabelSelector object that says so; undefined when it has none. */
export function selectorOf({ kind, ...rest }: KubeObject): LabelSelector | undefined {
  const spec = (rest['spec'] ?? {}) as { readonly selector?: unknown; readonly podSelector?: unknown }
  switch (kind) {
    case 'Service':
    case 'ReplicationController':
      return fromMap(spec.selector)
    case 'ReplicaSet':
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
    case 'PodDisruptionBudget':
      return spec.selector ?? undefined
    case 'NetworkPolicy':
      return spec.podSelector ?? undefined
    default:
      return undefined
  }
}
