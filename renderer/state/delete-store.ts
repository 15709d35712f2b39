import { create } from 'zustand'
import type { ObjectRef } from '../../shared/model/index.ts'
import { useCluster } from './cluster-store.ts'
import { deleteObjects } from './commands.ts'
import type { Replica } from './replica.ts'

/** Up to so many objects go without a question: they come back with one undo. */
const WITHOUT_QUESTION = 10

/** A deletion that waits for a yes. */
export interface PendingDelete {
  readonly refs: readonly ObjectRef[]
  /** How they were chosen, as a kubectl command; shown as it is. */
  readonly how: string | undefined
  /** Objects that go along with the namespaces among `refs`. */
  readonly along: number
}

export const useDelete = create<{ readonly pending: PendingDelete | null }>(() => ({ pending: null }))

/** What a namespace holds beside what Kubernetes itself puts into every one. */
function countHeld(replica: Replica, namespace: string): number {
  let held = replica.namespaces.find((entry) => entry.name === namespace)?.pods ?? 0
  for (const [kind, objects] of replica.othersIn(namespace)) {
    const given = kind === 'ServiceAccount' ? 'default' : kind === 'ConfigMap' ? 'kube-root-ca.crt' : null
    for (const { name } of objects.values()) if (name !== given) held++
  }
  return held
}

/** Deletes at once what one undo brings back; asks first above ten objects and for a namespace that holds something. */
export function askDelete(refs: readonly ObjectRef[], how?: string): void {
  if (refs.length === 0) return
  const { replica } = useCluster.getState()
  const along = refs.reduce((sum, ref) => sum + (ref.kind === 'Namespace' ? countHeld(replica, ref.name) : 0), 0)
  if (refs.length <= WITHOUT_QUESTION && along === 0) void deleteObjects(refs)
  else useDelete.setState({ pending: { refs, how, along } })
}

export function confirmDelete(): void {
  const { pending } = useDelete.getState()
  useDelete.setState({ pending: null })
  if (pending !== null) void deleteObjects(pending.refs)
}

export function cancelDelete(): void {
  useDelete.setState({ pending: null })
}
