import { type Kind, groupOf, kinds } from '../registry/index.ts'
import type { ApiResource, StoredResource } from './api-resource.ts'
import { type GroupVersionKind, parseGroupVersion, type ServedSubresource, type Verb } from './schema/index.ts'
import { virtualResources } from './virtual-resources.ts'

const everyVerb: readonly Verb[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const change = ['get', 'patch', 'update'] as const

const shownByGetAll = new Set([
  'Pod', 'ReplicationController', 'Service', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'HorizontalPodAutoscaler', 'CronJob', 'Job',
])
const scaled = new Set(['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet'])
const scale: GroupVersionKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' }

/** The resources of these kinds. A kind with a status of its own serves it as a subresource. */
function describeResource(kind: Kind): StoredResource {
  const { version } = parseGroupVersion(kind.apiVersion)
  const own: GroupVersionKind = { group: groupOf(kind), version, kind: kind.kind }
  const subresources: readonly ServedSubresource[] = [
    ...(ownSubresources[kind.kind] ?? []),
    ...(scaled.has(kind.kind) ? [{ name: 'scale', kind: scale, verbs: change }] : []),
    ...(kind.initialStatus !== undefined || kind.kind === 'Node' ? [{ name: 'status', kind: own, verbs: change }] : []),
  ]
  return {
    ...own,
    registered: kind,
    plural: kind.plural,
    singular: kind.singular,
    shortNames: kind.shortNames,
    namespaced: kind.namespaced,
    verbs: everyVerb,
    categories: shownByGetAll.has(kind.kind) ? ['all'] : [],
    subresources,
  }
}

const core = (kind: string): GroupVersionKind => ({ group: '', version: 'v1', kind })

const ownSubresources: Readonly<Record<string, readonly ServedSubresource[]>> = {
  Namespace: [{ name: 'finalize', kind: core('Namespace'), verbs: ['update'] }],
  Pod: [
    { name: 'attach', kind: core('PodAttachOptions'), verbs: ['connect'] },
    { name: 'binding', kind: core('Binding'), verbs: ['create'] },
    { name: 'eviction', kind: { group: 'policy', version: 'v1', kind: 'Eviction' }, verbs: ['create'] },
    { name: 'exec', kind: core('PodExecOptions'), verbs: ['connect'] },
    { name: 'log', kind: core('Pod'), verbs: ['get'] },
    { name: 'portforward', kind: core('PodPortForwardOptions'), verbs: ['connect'] },
  ],
  ServiceAccount: [{ name: 'token', kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }, verbs: ['create'] }],
}

export const storedResources: readonly StoredResource[] = kinds.map(describeResource)

const groupOrder = [
  '', 'apps', 'events.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'autoscaling', 'batch', 'certificates.k8s.io', 'networking.k8s.io', 'policy',
  'rbac.authorization.k8s.io', 'storage.k8s.io', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'scheduling.k8s.io', 'coordination.k8s.io',
  'node.k8s.io', 'discovery.k8s.io',
]

/** All that is served, group versions in the order of Kubernetes' discovery. */
export const resources: readonly ApiResource[] = [...storedResources, ...virtualResources].toSorted((a, b) => rank(a) - rank(b))

function rank({ group }: ApiResource): number {
  const place = groupOrder.indexOf(group)
  return place === -1 ? groupOrder.length : place
}

const stored = new Map(storedResources.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]))

export function findStoredResource(group: string, version: string, plural: string): StoredResource | undefined {
  return stored.get(`${group}/${version}/${plural}`)
}
