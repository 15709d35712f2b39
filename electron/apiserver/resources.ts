import { type CustomSchema, groupOf, type Kind, type Kinds, resourceOf } from '../registry/index.ts'
import { type GroupVersionKind, type JsonObject, parseGroupVersion, schemaOfKind } from '../schema/index.ts'
import type { ApiResource, StoredResource } from './api-resource.ts'
import { convertVersion } from './conversions/custom-version.ts'
import { eventsV1 } from './conversions/events-v1.ts'
import { horizontalPodAutoscalersV1 } from './conversions/horizontal-pod-autoscalers-v1.ts'
import { structureOf } from './custom-structure.ts'
import type { ServedSubresource, Verb } from './openapi/index.ts'
import { virtualResources } from './virtual-resources.ts'

/** All that is served, group versions in the order of Kubernetes' discovery. */
export interface Resources {
  readonly all: readonly ApiResource[]
  find(group: string, version: string, plural: string): StoredResource | ApiResource | undefined
}

const everyVerb: readonly Verb[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const proxied = ['create', 'delete', 'get', 'patch', 'update'] as const
const change = ['get', 'patch', 'update'] as const
const scaled = new Set(['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet'])
const scale: GroupVersionKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' }

/** A kind as it is served. One with a status of its own serves it as a subresource. */
function describeKind(kind: Kind): StoredResource {
  const { version } = parseGroupVersion(kind.apiVersion)
  const own: GroupVersionKind = { group: groupOf(kind), version, kind: kind.kind }
  const subresources: readonly ServedSubresource[] = [
    ...(kind.schema === undefined ? ownSubresources[kind.kind] ?? [] : []),
    ...(kind.scale !== undefined || (kind.schema === undefined && scaled.has(kind.kind)) ? [{ name: 'scale', kind: scale, verbs: change }] : []),
    ...(kind.initialStatus !== undefined || kind.kind === 'Node' ? [{ name: 'status', kind: own, verbs: change }] : []),
  ]
  return {
    ...own,
    registered: kind,
    key: resourceOf(kind),
    plural: kind.plural,
    singular: kind.singular,
    shortNames: kind.shortNames,
    namespaced: kind.namespaced,
    verbs: everyVerb,
    categories: kind.categories ?? [],
    subresources,
    structure: kind.schema === undefined ? schemaOfKind(own) ?? { type: 'any' } : structureOf(kind.schema),
    ...(kind.schema === undefined ? {} : { schema: withOwnFields(kind.schema), conversion: convertVersion(kind) }),
  }
}

/** A custom schema with what every object has, as its OpenAPI document shows it. */
function withOwnFields(schema: CustomSchema): JsonObject {
  const metadata = { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] }
  return { ...schema, properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata, ...schema.properties } }
}

const core = (kind: string): GroupVersionKind => ({ group: '', version: 'v1', kind })

const ownSubresources: Readonly<Record<string, readonly ServedSubresource[]>> = {
  Namespace: [{ name: 'finalize', kind: core('Namespace'), verbs: ['update'] }],
  Pod: [
    { name: 'attach', kind: core('PodAttachOptions'), verbs: ['connect'] },
    { name: 'binding', kind: core('Binding'), verbs: ['create'] },
    { name: 'ephemeralcontainers', kind: core('Pod'), verbs: change },
    { name: 'eviction', kind: { group: 'policy', version: 'v1', kind: 'Eviction' }, verbs: ['create'] },
    { name: 'exec', kind: core('PodExecOptions'), verbs: ['connect'] },
    { name: 'log', kind: core('Pod'), verbs: ['get'] },
    { name: 'portforward', kind: core('PodPortForwardOptions'), verbs: ['connect'] },
    { name: 'proxy', kind: core('PodProxyOptions'), verbs: proxied },
  ],
  Node: [{ name: 'proxy', kind: core('NodeProxyOptions'), verbs: proxied }],
  Service: [{ name: 'proxy', kind: core('ServiceProxyOptions'), verbs: proxied }],
  ServiceAccount: [{ name: 'token', kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }, verbs: ['create'] }],
}

const groupOrder = [
  '', 'apps', 'events.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'autoscaling', 'batch', 'certificates.k8s.io', 'networking.k8s.io', 'policy',
  'rbac.authorization.k8s.io', 'storage.k8s.io', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'scheduling.k8s.io', 'coordination.k8s.io',
  'node.k8s.io', 'discovery.k8s.io',
]

function rank({ group }: ApiResource): number {
  const place = groupOrder.indexOf(group)
  return place === -1 ? groupOrder.length : place
}

/** What is served of a cluster with these kinds. */
export function describeResources(kinds: readonly Kind[]): Resources {
  const stored = kinds.map(describeKind)
  // The versions of a group come in the order in which clients should prefer them.
  const older = stored.flatMap((resource) => [eventsV1, horizontalPodAutoscalersV1].flatMap((describe) => describe(resource) ?? []))
  const all = [...stored, ...older, ...virtualResources].toSorted((a, b) => rank(a) - rank(b))
  const byPath = new Map(all.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]))
  return { all, find: (group, version, plural) => byPath.get(`${group}/${version}/${plural}`) }
}

/** Gives what is served at the moment; the same again as long as no custom resource comes or goes. */
export function followResources(kindsNow: () => Kinds): () => Resources {
  let kinds: readonly Kind[] = []
  let resources = describeResources(kinds)
  return () => {
    const { all } = kindsNow()
    if (all.length !== kinds.length || all.some((kind, index) => kind !== kinds[index])) {
      kinds = all
      resources = describeResources(kinds)
    }
    return resources
  }
}
