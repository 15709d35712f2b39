import { LAST_APPLIED, type KubeObject, type StoredObject } from '../../shared/model/index.ts'
import { noKindMatch, StatusError } from '../../shared/status/index.ts'
import { type Kind, type Kinds, readObject, resourceOf } from '../registry/index.ts'
import { parseGroupVersion, type Schema, schemaOfKind } from '../schema/index.ts'
import type { Transaction } from '../store/index.ts'
import { readLastApplied, withLastApplied } from './last-applied.ts'
import { mergeThreeWay } from './merge.ts'
import { defaultNamespace, keyOf, refOf } from './objects.ts'
import type { ApplyOptions, ApplyOutcome } from './types.ts'
import { createObject, updateObject, type World } from './write.ts'

/** A manifest ready to be applied, with where it goes; or why it never will be. */
export type Manifest = { readonly kind: Kind; readonly object: KubeObject } | Refusal

type Refusal = ApplyOutcome & { readonly outcome: 'refused' }

/** All that can be said of a manifest without the cluster: its kind, its namespace, and whether it can be read. `place` is its place in the set. */
export function readManifest(kinds: Kinds, given: KubeObject, options: ApplyOptions, place: number): Manifest {
  const kind = kinds.find(given.kind, given.apiVersion)
  if (kind === undefined) return refuseKind(given, options.source?.(place))
  const named = given.metadata.namespace ?? ''
  if (kind.namespaced && options.namespace !== undefined && named !== '' && named !== options.namespace) return refuseNamespace(given, options.namespace)
  const object = withNamespace(kind, given, named || (options.namespace ?? defaultNamespace))
  return catchRefusal(object, () => ({ kind, object: withLastApplied(readObject(kind, { ...object }, 'Strict').object as unknown as KubeObject, object) }))
}

/**
 * What applying each manifest does, in the order given; what was refused is left out. Namespaces come first wherever they stand:
 * kubectl goes by the order of a file, but a folder that is dropped has none that its author meant. Yields after each.
 */
export function* applyManifests(tx: Transaction, world: World, manifests: readonly Manifest[], onProgress?: (done: number) => void): Generator<void, readonly ApplyOutcome[]> {
  const outcomes: ApplyOutcome[] = []
  const order = [...manifests.entries()].sort(([, a], [, b]) => Number(isNamespace(b)) - Number(isNamespace(a)))
  for (const [done, [place, manifest]] of order.entries()) {
    outcomes[place] = 'outcome' in manifest ? manifest : catchRefusal(manifest.object, () => tx.attempt(() => applyPlaced(tx, world, manifest.kind, manifest.object)))
    onProgress?.(done + 1)
    yield
  }
  return outcomes
}

function isNamespace(manifest: Manifest): boolean {
  return 'kind' in manifest && manifest.kind.kind === 'Namespace'
}

function catchRefusal<T>(object: KubeObject, run: () => T): T | Refusal {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const { message, status, fieldErrors, field } = error
    return { outcome: 'refused', ref: refOf(object), message, reason: status.reason, fieldErrors, ...(field === undefined ? {} : { field }) }
  }
}

function applyPlaced(tx: Transaction, world: World, kind: Kind, object: KubeObject): ApplyOutcome {
  const live = tx.get(keyOf(kind, object))
  if (live === undefined) {
    const created = createObject(tx, world, object)
    return { outcome: 'created', ref: refOf(created), object: created, warnings: kind.warn?.(created) ?? [] }
  }
  const before = readLastApplied(live)
  const merged = mergeThreeWay(before ?? {}, { ...object }, live, schemaOf(kind)) as unknown as StoredObject
  const updated = updateObject(tx, world, merged)
  const outcome = updated === live ? 'unchanged' : 'configured'
  return { outcome, ref: refOf(updated), object: updated, warnings: [...(before === undefined ? [warnMissing(kind, live)] : []), ...(kind.warn?.(updated) ?? [])] }
}

/** A custom resource has no merge keys: kubectl sends its lists whole. */
function schemaOf({ apiVersion, kind }: Kind): Schema {
  return schemaOfKind({ ...parseGroupVersion(apiVersion), kind }) ?? { type: 'any' }
}

function withNamespace(kind: Kind, object: KubeObject, namespace: string): KubeObject {
  const { namespace: _given, ...metadata } = object.metadata
  return { ...object, metadata: kind.namespaced ? { ...metadata, namespace } : metadata }
}

function refuseKind(object: KubeObject, source: string | undefined): Refusal {
  const { name = '', namespace = '' } = object.metadata
  const from = source === undefined ? '' : ` from "${source}"`
  const message = `resource mapping not found for name: "${name}" namespace: "${namespace}"${from}: ${noKindMatch(object).message}\nensure CRDs are installed first`
  return { outcome: 'refused', ref: refOf(object), message, reason: 'NotFound', fieldErrors: [] }
}

function refuseNamespace(object: KubeObject, namespace: string): Refusal {
  const own = object.metadata.namespace ?? ''
  const message = `the namespace from the provided object "${own}" does not match the namespace "${namespace}". You must pass '--namespace=${own}' to perform this operation.`
  return { outcome: 'refused', ref: refOf(object), message, reason: 'BadRequest', fieldErrors: [] }
}

function warnMissing(kind: Kind, live: StoredObject): string {
  return `resource ${resourceOf(kind)}/${live.metadata.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. `
    + 'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. '
    + 'The missing annotation will be patched automatically.'
}
