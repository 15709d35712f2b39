import type { CustomResourceDefinition, StoredObject } from '../../shared/model/index.ts'
import { kindsOf } from './custom-resource.ts'
import { groupOf, type Kind } from './kind.ts'

/** The kinds of a cluster: those that every one has, and those that its CustomResourceDefinitions add. */
export interface Kinds {
  /** One for each version that is served of a custom resource. */
  readonly all: readonly Kind[]
  /** The kind of an object, by its `kind` and, when given, its `apiVersion`. */
  find(kind: string, apiVersion?: string): Kind | undefined
}

/** Where the cluster keeps its definitions. */
export const definitionsResource = 'customresourcedefinitions.apiextensions.k8s.io'

// A definition never changes once it is stored, so its kinds are built once.
const built = new WeakMap<StoredObject, readonly Kind[]>()

/** The kinds that a stored definition adds. */
export function customKindsOf(definition: StoredObject): readonly Kind[] {
  let own = built.get(definition)
  if (own === undefined) built.set(definition, (own = isEstablished(definition) ? kindsOf(definition as unknown as CustomResourceDefinition) : []))
  return own
}

function isEstablished(definition: StoredObject): boolean {
  const { conditions = [] } = (definition as unknown as CustomResourceDefinition).status ?? {}
  return conditions.some(({ type, status }) => type === 'Established' && status === 'True')
}

/** Those given and those of the definitions, which are the cluster's as it stores them. */
export function joinKinds(own: readonly Kind[], definitions: readonly StoredObject[]): Kinds {
  const all = definitions.length === 0 ? own : [...own, ...definitions.flatMap(customKindsOf)]
  return {
    all,
    find: (name, apiVersion) => all.find((kind) => kind.kind === name && (apiVersion === undefined || kind.apiVersion === apiVersion)),
  }
}

/** One kind for each resource: of a custom resource's versions the first, since all have the same objects. */
export function resourcesOf(kinds: readonly Kind[]): readonly Kind[] {
  const seen = new Set<string>()
  return kinds.filter((kind) => {
    const resource = `${kind.plural}.${groupOf(kind)}`
    return !seen.has(resource) && seen.add(resource)
  })
}
