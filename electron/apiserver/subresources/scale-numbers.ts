import type { KubeObject, StoredObject } from '../../../shared/model/index.ts'
import { formatSelector } from '../../../shared/selector/index.ts'
import { type Kind, readLabelSelector, readSelectorMap } from '../../registry/index.ts'
import { isJsonObject, type JsonObject, own, withField } from '../../schema/index.ts'

export interface ScaleNumbers {
  readonly replicas: number
  readonly statusReplicas: number
  /** As text; '' when there is none. */
  readonly selector: string
}

/** Where workloads have their numbers; a custom resource says itself. */
const workloadPaths = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' }

/** What the Scale of an object says. */
export function readScale(kind: Kind, object: StoredObject): ScaleNumbers {
  const paths = kind.scale ?? workloadPaths
  return { replicas: readNumber(object, paths.specReplicasPath), statusReplicas: readNumber(object, paths.statusReplicasPath), selector: readSelector(kind, object) }
}

/** The object with another number of replicas. */
export function setReplicas(kind: Kind, object: KubeObject, replicas: number): KubeObject {
  return setPath(object, splitPath((kind.scale ?? workloadPaths).specReplicasPath), replicas) as unknown as KubeObject
}

function readSelector(kind: Kind, object: StoredObject): string {
  if (kind.scale !== undefined) {
    const text = readPath(object, splitPath(kind.scale.labelSelectorPath ?? ''))
    return typeof text === 'string' ? text : ''
  }
  const { selector } = object['spec'] as { readonly selector?: unknown }
  if (kind.kind === 'ReplicationController') return formatSelector(readSelectorMap(selector as Parameters<typeof readSelectorMap>[0]))
  return formatSelector(readLabelSelector(selector as Parameters<typeof readLabelSelector>[0]))
}

function readNumber(object: JsonObject, path: string): number {
  const value = readPath(object, splitPath(path))
  return typeof value === 'number' ? value : 0
}

/** `.spec.replicas` taken apart. */
function splitPath(path: string): readonly string[] {
  return path.split('.').filter((step) => step !== '')
}

function readPath(object: JsonObject, path: readonly string[]): unknown {
  let value: unknown = object
  for (const step of path) value = isJsonObject(value) ? own(value, step) : undefined
  return value
}

function setPath(object: JsonObject, [step, ...rest]: readonly string[], value: unknown): JsonObject {
  if (step === undefined) return object
  const inner = own(object, step)
  return withField(object, step, rest.length === 0 ? value : setPath(isJsonObject(inner) ? inner : {}, rest, value))
}
