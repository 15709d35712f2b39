import type { Vocabulary } from '../../shared/selector/index.ts'
import type { Replica, ReplicaChange, Scope } from '../state/index.ts'

let kept: { readonly replica: Replica; readonly change: ReplicaChange; readonly scope: Scope; readonly vocabulary: Vocabulary } | null = null

/** The labels of the pods in scope. Counted when asked for, and again only after the cluster or the scope changed. */
export function podVocabulary(replica: Replica, change: ReplicaChange, scope: Scope): Vocabulary {
  if (kept?.replica !== replica || kept.change !== change || kept.scope !== scope) {
    kept = { replica, change, scope, vocabulary: replica.labels.vocabulary(scope) }
  }
  return kept.vocabulary
}
