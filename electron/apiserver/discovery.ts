import { formatGroupVersion, type GroupVersionKind } from '../schema/index.ts'
import type { ApiResource } from './api-resource.ts'

/** `/api`: the versions of the core group; `host` is where the client found the server. */
export function describeCore(host: string): unknown {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }] }
}

/** `/apis`: the groups but for the core one. */
export function describeGroups(resources: readonly ApiResource[]): unknown {
  const groups = groupNames(resources).filter((group) => group !== '')
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map((group) => groupBody(resources, group)) }
}

/** `/apis/<group>`; undefined for one that is not served. */
export function describeGroup(resources: readonly ApiResource[], group: string): unknown {
  return group !== '' && groupNames(resources).includes(group) ? { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(resources, group) } : undefined
}

/** `/api/v1`, `/apis/<group>/<version>`; undefined for one that is not served. */
export function describeGroupVersion(resources: readonly ApiResource[], group: string, version: string): unknown {
  const members = resources.filter((resource) => resource.group === group && resource.version === version)
  if (members.length === 0) return undefined
  const rows = members.flatMap((resource) => [describeResource(resource), ...(resource.subresources ?? []).map((one) => describeSubresource(resource, one))])
  return {
    kind: 'APIResourceList', ...(group === '' ? {} : { apiVersion: 'v1' }), groupVersion: formatGroupVersion({ group, version }),
    resources: rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** `/api` or `/apis` in one document, as kubectl asks for it; `version` is that of apidiscovery.k8s.io. */
export function describeAggregated(resources: readonly ApiResource[], core: boolean, version: string): unknown {
  const groups = groupNames(resources).filter((group) => (group === '') === core)
  return { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${version}`, metadata: {}, items: groups.map((group) => aggregateGroup(resources, group)) }
}

function groupNames(resources: readonly ApiResource[]): readonly string[] {
  return [...new Set(resources.map(({ group }) => group))]
}

function versionsOf(resources: readonly ApiResource[], group: string): readonly string[] {
  return [...new Set(resources.filter((resource) => resource.group === group).map(({ version }) => version))]
}

function groupBody(resources: readonly ApiResource[], name: string) {
  const versions = versionsOf(resources, name).map((version) => ({ groupVersion: formatGroupVersion({ group: name, version }), version }))
  return { name, versions, preferredVersion: versions[0] }
}

function describeResource({ plural, singular, namespaced, kind, verbs, shortNames, categories }: ApiResource) {
  return {
    name: plural, singularName: singular, namespaced, kind, verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  }
}

/** Exec and the like are served for reading and creating alike. */
function discoveredVerbs(verbs: readonly string[]): readonly string[] {
  return verbs.flatMap((verb) => (verb === 'connect' ? ['create', 'get'] : [verb]))
}

function describeSubresource({ plural, namespaced, group, version }: ApiResource, subresource: NonNullable<ApiResource['subresources']>[number]) {
  const { kind } = subresource
  const foreign = kind.group !== group || kind.version !== version
  return {
    name: `${plural}/${subresource.name}`, singularName: '', namespaced, ...(foreign ? { group: kind.group, version: kind.version } : {}), kind: kind.kind,
    verbs: discoveredVerbs(subresource.verbs),
  }
}

function aggregateGroup(resources: readonly ApiResource[], group: string) {
  return {
    metadata: { ...(group === '' ? {} : { name: group }), creationTimestamp: null },
    versions: versionsOf(resources, group).map((version) => ({
      version, freshness: 'Current', resources: resources.filter((resource) => resource.group === group && resource.version === version).map(aggregateResource),
    })),
  }
}

function aggregateResource({ plural, singular, namespaced, verbs, shortNames, categories, subresources = [], ...kind }: ApiResource) {
  return {
    resource: plural, responseKind: responseKind(kind), scope: namespaced ? 'Namespaced' : 'Cluster', singularResource: singular, verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : {
      subresources: subresources.map((one) => ({ subresource: one.name, responseKind: responseKind(one.kind), verbs: discoveredVerbs(one.verbs) })),
    }),
  }
}

function responseKind({ group, version, kind }: GroupVersionKind) {
  return { group, version, kind }
}
