import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { Sample } from '../../shared/study/index.ts'
import type { Ghost } from '../state/index.ts'

/** No more ghosts than this are shown for files. */
const FILES_SHOWN = 12

/** Where an object without a namespace of its own goes when it is not dropped on one. */
const OTHERWISE = 'default'

/** What a look at the cluster has to answer. */
export interface Surroundings {
  readonly find: (kind: string, namespace: string, name: string) => ObjectSummary | undefined
}

/**
 * What dropping a sample on a namespace (null: anywhere else) would make appear, and Kubernetes' words where it would be refused.
 * Nothing appears for what is there already: applying it again leaves it or sets it right.
 */
export function planSampleGhosts(sample: Sample, target: string | null, { find }: Surroundings): readonly Ghost[] {
  const { kind, name } = sample.object
  const namespace = sample.namespaced ? (target ?? OTHERWISE) : null
  if (find(kind, namespace ?? '', name) !== undefined) return []
  const refused = namespace === null ? undefined : refuse(sample, namespace, find('Namespace', '', namespace))
  return [{ kind, name, namespace, ...(refused === undefined ? {} : { refused }) }]
}

function refuse(sample: Sample, namespace: string, found: ObjectSummary | undefined): string | undefined {
  if (found === undefined) return `namespaces "${namespace}" not found`
  if (!found.terminating) return undefined
  return `${sample.object.kind.toLowerCase()}s "${sample.name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`
}

/** What stands for files before they are read: as many unnamed manifests as there are files. */
export function planFileGhosts(count: number, target: string | null, name: string): readonly Ghost[] {
  return Array.from({ length: Math.min(Math.max(count, 1), FILES_SHOWN) }, () => ({ kind: '', name, namespace: target }))
}
