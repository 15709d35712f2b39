import type { GroupVersionKind, JsonObject } from '../../schema/index.ts'

export type Verb = 'create' | 'get' | 'list' | 'watch' | 'update' | 'patch' | 'delete' | 'deletecollection'

export interface ServedSubresource {
  /** `status`, `scale`, `log`, `exec` ... */
  readonly name: string
  readonly kind: GroupVersionKind
  /** `connect` is exec, attach and port-forward: GET and POST that upgrade. */
  readonly verbs: readonly (Verb | 'connect')[]
}

/** A resource that the API server serves: what the OpenAPI documents are made for. */
export interface ServedResource extends GroupVersionKind {
  readonly plural: string
  readonly namespaced: boolean
  readonly verbs: readonly Verb[]
  readonly subresources?: readonly ServedSubresource[]
  /** OpenAPI schema of a kind that the table does not have, that is, of a custom resource. */
  readonly schema?: JsonObject
}

/** The definition name of a kind that the table does not have: `com.example.v1.Widget`. */
export function definitionName({ group, version, kind }: GroupVersionKind): string {
  const path = group === '' ? ['io', 'k8s', 'api', 'core'] : group.split('.').toReversed()
  return [...path, version, kind].join('.')
}

/** `api/v1` or `apis/group/version`: the path of a group version without the first slash. */
export function groupVersionPath({ group, version }: Pick<GroupVersionKind, 'group' | 'version'>): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`
}
