import type { Namespace, StoredObject } from '../../shared/model/index.ts'
import { type Condition, setCondition } from './conditions.ts'

/** What is left of a namespace's content, by resource (`pods.`, `deployments.apps`) and by finalizer. */
export interface Remains {
  readonly resources: ReadonlyMap<string, number>
  readonly finalizers: ReadonlyMap<string, number>
}

export function countRemains(content: readonly { readonly resource: string; readonly object: StoredObject }[]): Remains {
  const resources = new Map<string, number>()
  const finalizers = new Map<string, number>()
  for (const { resource, object } of content) {
    resources.set(resource, (resources.get(resource) ?? 0) + 1)
    for (const finalizer of object.metadata.finalizers ?? []) finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1)
  }
  return { resources, finalizers }
}

/** The conditions of a namespace that is going, in upstream's words. */
export function describeDeletion(known: NonNullable<Namespace['status']>['conditions'], { resources, finalizers }: Remains, now: string): readonly Condition[] {
  const wanted: readonly Condition[] = [
    { type: 'NamespaceDeletionDiscoveryFailure', status: 'False', reason: 'ResourcesDiscovered', message: 'All resources successfully discovered' },
    { type: 'NamespaceDeletionGroupVersionParsingFailure', status: 'False', reason: 'ParsedGroupVersions', message: 'All legacy kube types successfully parsed' },
    { type: 'NamespaceDeletionContentFailure', status: 'False', reason: 'ContentDeleted', message: 'All content successfully deleted, may be waiting on finalization' },
    resources.size === 0
      ? { type: 'NamespaceContentRemaining', status: 'False', reason: 'ContentRemoved', message: 'All content successfully removed' }
      : { type: 'NamespaceContentRemaining', status: 'True', reason: 'SomeResourcesRemain', message: `Some resources are remaining: ${list(resources, 'has')}` },
    finalizers.size === 0
      ? { type: 'NamespaceFinalizersRemaining', status: 'False', reason: 'ContentHasNoFinalizers', message: 'All content-preserving finalizers finished' }
      : {
        type: 'NamespaceFinalizersRemaining', status: 'True', reason: 'SomeFinalizersRemain',
        message: `Some content in the namespace has finalizers remaining: ${list(finalizers, 'in')}`,
      },
  ]
  return wanted.reduce<readonly Condition[]>((conditions, condition) => setCondition(conditions, condition, now), (known ?? []) as readonly Condition[])
}

function list(counts: ReadonlyMap<string, number>, word: string): string {
  return [...counts].map(([name, count]) => `${name} ${word} ${count} resource instances`).sort().join(', ')
}
