import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { noKindMatch, StatusError } from '../../shared/status/index.ts'
import { findKind, type Kind, resourceOf } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { lastApplied, readLastApplied, withLastApplied } from './last-applied.ts'
import { mergeThreeWay } from './merge.ts'
import { defaultNamespace, keyOf, refOf } from './objects.ts'
import type { ApplyOptions, ApplyOutcome } from './types.ts'
import { createObject, readObject, updateObject, type World } from './write.ts'

/**
 * What applying each object does, in the order given; what was refused is left out. Namespaces come first wherever they stand:
 * kubectl goes by the order of a file, but a folder that is dropped has none that its author meant.
 */
export function applyObjects(tx: Transaction, world: World, objects: readonly KubeObject[], options: ApplyOptions): readonly ApplyOutcome[] {
  const outcomes: ApplyOutcome[] = []
  const order = [...objects.entries()].sort(([, a], [, b]) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace'))
  for (const [place, object] of order) outcomes[place] = applyOne(tx, world, object, options, place)
  return outcomes
}

function applyOne(tx: Transaction, world: World, given: KubeObject, options: ApplyOptions, place: number): ApplyOutcome {
  const named = given.metadata.namespace ?? ''
  const kind = findKind(given.kind, given.apiVersion)
  try {
    if (kind === undefined) return refuseKind(given, options.source?.(place))
    if (kind.namespaced && options.namespace !== undefined && named !== '' && named !== options.namespace) return refuseNamespace(given, options.namespace)
    const object = withNamespace(kind, given, named || (options.namespace ?? defaultNamespace))
    return tx.attempt(() => applyPlaced(tx, world, kind, readObject(object)))
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const shown = kind === undefined ? given : withNamespace(kind, given, named || (options.namespace ?? defaultNamespace))
    const { message, status, fieldErrors, field } = error
    return { outcome: 'refused', ref: refOf(shown), message, reason: status.reason, fieldErrors, ...(field === undefined ? {} : { field }) }
  }
}

function applyPlaced(tx: Transaction, world: World, kind: Kind, object: KubeObject): ApplyOutcome {
  const live = tx.get(keyOf(kind, object))
  if (live === undefined) {
    const created = createObject(tx, world, withLastApplied(object))
    return { outcome: 'created', ref: refOf(created), object: created, warnings: [] }
  }
  const before = readLastApplied(live)
  const merged = mergeThreeWay(before ?? {}, withLastApplied(object), live) as unknown as StoredObject
  const updated = updateObject(tx, world, merged)
  const outcome = updated === live ? 'unchanged' : 'configured'
  return { outcome, ref: refOf(updated), object: updated, warnings: before === undefined ? [warnMissing(kind, live)] : [] }
}

function withNamespace(kind: Kind, object: KubeObject, namespace: string): KubeObject {
  const { namespace: _given, ...metadata } = object.metadata
  return { ...object, metadata: kind.namespaced ? { ...metadata, namespace } : metadata }
}

function refuseKind(object: KubeObject, source: string | undefined): ApplyOutcome {
  const { name = '', namespace = '' } = object.metadata
  const from = source === undefined ? '' : ` from "${source}"`
  const message = `resource mapping not found for name: "${name}" namespace: "${namespace}"${from}: ${noKindMatch(object).message}\nensure CRDs are installed first`
  return { outcome: 'refused', ref: refOf(object), message, reason: 'NotFound', fieldErrors: [] }
}

function refuseNamespace(object: KubeObject, namespace: string): ApplyOutcome {
  const own = object.metadata.namespace ?? ''
  const message = `the namespace from the provided object "${own}" does not match the namespace "${namespace}". You must pass '--namespace=${own}' to perform this operation.`
  return { outcome: 'refused', ref: refOf(object), message, reason: 'BadRequest', fieldErrors: [] }
}

function warnMissing(kind: Kind, live: StoredObject): string {
  return `resource ${resourceOf(kind)}/${live.metadata.name} is missing the ${lastApplied} annotation which is required by kubectl apply. `
    + 'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. '
    + 'The missing annotation will be patched automatically.'
}
