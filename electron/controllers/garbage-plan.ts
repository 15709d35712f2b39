import type { StoredObject } from '../../shared/model/index.ts'
import type { OwnerReference } from './owners.ts'

export const foregroundFinalizer = 'foregroundDeletion'

export type Collection =
  | { readonly decision: 'keep' }
  /** Some owners are gone, others are not: the references to the former go. */
  | { readonly decision: 'release'; readonly ownerReferences: readonly OwnerReference[] }
  | { readonly decision: 'delete'; readonly propagationPolicy: 'Background' | 'Foreground' }

/** Whether an object was deleted in the foreground: it stays until its dependents are gone. */
export function isWaiting({ metadata }: StoredObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(foregroundFinalizer)
}

/** What becomes of an object by its owners: upstream's `attemptToDeleteItem`. */
export function decideCollection(object: StoredObject, stateOf: (owner: OwnerReference) => 'there' | 'gone' | 'waiting'): Collection {
  const { ownerReferences = [], deletionTimestamp, finalizers = [] } = object.metadata
  if (deletionTimestamp !== undefined || ownerReferences.length === 0) return { decision: 'keep' }
  const states = ownerReferences.map((owner) => ({ owner, state: stateOf(owner) }))
  const standing = states.filter(({ state }) => state === 'there').map(({ owner }) => owner)
  if (standing.length === ownerReferences.length) return { decision: 'keep' }
  if (standing.length > 0) return { decision: 'release', ownerReferences: standing }
  const blocking = states.some(({ owner, state }) => state === 'waiting' && owner.blockOwnerDeletion === true)
  return { decision: 'delete', propagationPolicy: blocking || finalizers.includes(foregroundFinalizer) ? 'Foreground' : 'Background' }
}
