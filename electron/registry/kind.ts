import type { FieldError, KubeObject, NameRule } from '../../shared/model/index.ts'
import type { CustomSchema } from './custom-schema.ts'
import type { Cell, Column } from './table.ts'

/** All there is to know of a kind. Its functions are pure; metadata is looked after for all kinds alike. */
export interface Kind<Model extends KubeObject = KubeObject> {
  readonly kind: string
  /** `v1` or `group/version`. */
  readonly apiVersion: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  /** Names under which `kubectl get` finds it together with others: `all`. */
  readonly categories?: readonly string[]
  readonly namespaced: boolean
  readonly nameRule: NameRule
  /** Fills in what Kubernetes fills in; gives the same object back when nothing is missing. */
  withDefaults(object: Model): Model
  /** What the API server itself writes before it validates; `current` is the object as it is stored, undefined on creation. */
  readonly prepare?: (object: Model, current: Model | undefined) => Model
  /** Everything wrong with an object that has its defaults, but for its metadata. */
  validate(object: Model): readonly FieldError[]
  /** What is not allowed of a new object, on top of `validate`. */
  readonly validateCreation?: (object: Model) => readonly FieldError[]
  /** What of the change is not allowed, on top of `validate`. */
  validateUpdate(next: Model, current: Model): readonly FieldError[]
  /** What those who create or change an object are warned of. */
  readonly warn?: (object: Model) => readonly string[]
  /** The status a new object begins with. A kind without it has no status of its own to keep. */
  readonly initialStatus?: (object: Model) => unknown
  /** Whether `metadata.generation` counts the changes of all but metadata and status. */
  readonly generation?: true
  /** Where a custom resource's number of replicas is, for its `scale` subresource. */
  readonly scale?: { readonly specReplicasPath: string; readonly statusReplicasPath: string; readonly labelSelectorPath?: string }
  /** The schema of a custom resource, as its definition has it. */
  readonly schema?: CustomSchema
  /** Columns of the kind's table and a row of it, as upstream's printers have them. A kind without them shows its name and creation time. */
  readonly table?: { readonly columns: readonly Column[]; readonly row: (object: Model) => readonly Cell[] }
}

/** Types a kind by its model and hands it on as one that takes any object. */
export function defineKind<Model extends KubeObject>(kind: Kind<Model>): Kind {
  // Objects reach a kind by its name, so they are of its model.
  return kind as unknown as Kind
}

/** For kinds in which anything may change. */
export function allowAll(): readonly FieldError[] {
  return []
}

/** '' for the core group. */
export function groupOf(kind: Pick<Kind, 'apiVersion'>): string {
  const slash = kind.apiVersion.indexOf('/')
  return slash === -1 ? '' : kind.apiVersion.slice(0, slash)
}

/** The plural with its group, as the store files objects: `pods`, `deployments.apps`. */
export function resourceOf(kind: Pick<Kind, 'apiVersion' | 'plural'>): string {
  const group = groupOf(kind)
  return group === '' ? kind.plural : `${kind.plural}.${group}`
}
