import type { KubeObject, StoredObject, StringMap } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import type { ClusterTransaction } from '../cluster/index.ts'
import type { PodTemplate } from '../registry/index.ts'
import { controlledBy, type OwnerReference } from './owners.ts'

/** Events of one kind that are told singly before they are told in one, as upstream's correlator does. */
const singleEvents = 10

/** A pod of a template, named after its owner or as told. */
export function buildPod(owner: StoredObject, template: PodTemplate | undefined, name: { readonly name: string } | { readonly generateName: string }): KubeObject {
  const { labels, annotations, finalizers } = template?.metadata ?? {}
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      ...name,
      namespace: owner.metadata.namespace ?? '',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: referTo(owner),
    },
    spec: template?.spec,
  }
}

/** What the pods made last refer to: those of one owner have it in common. */
let lastReferences: readonly OwnerReference[] = []

function referTo(owner: StoredObject): readonly OwnerReference[] {
  const [last] = lastReferences
  const { apiVersion, kind, metadata: { name, uid } } = owner
  const isSame = last?.uid === uid && last.name === name && last.kind === kind && last.apiVersion === apiVersion
  if (!isSame) lastReferences = [controlledBy(owner)]
  return lastReferences
}

export function withLabels<T extends KubeObject>(object: T, labels: StringMap): T {
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } } }
}

/** Creates and deletes pods of an owner and tells of it as upstream's `RealPodControl` does. */
export interface PodControl {
  /** The pod, or why it was refused. */
  create(pod: KubeObject): StoredObject | StatusError
  remove(pod: StoredObject): void
}

export function createPodControl(tx: ClusterTransaction, owner: StoredObject, component: string): PodControl {
  const told = new Map<string, number>()

  function tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const count = told.get(reason) ?? 0
    told.set(reason, count + 1)
    if (count > singleEvents) return
    tx.record(owner, { type, reason, message: count === singleEvents ? `(combined from similar events): ${message}` : message, component })
  }

  return {
    create: (pod) => {
      try {
        const created = tx.create(pod)
        tell('Normal', 'SuccessfulCreate', `Created pod: ${created.metadata.name}`)
        return created
      } catch (error) {
        if (!(error instanceof StatusError)) throw error
        tell('Warning', 'FailedCreate', `Error creating: ${error.message}`)
        return error
      }
    },
    remove: (pod) => {
      if (tx.find('Pod', pod.metadata.namespace ?? '', pod.metadata.name)?.metadata.uid !== pod.metadata.uid) return
      tx.delete(pod)
      tell('Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
    },
  }
}
