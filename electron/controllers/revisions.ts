import type { ControllerRevision, StoredObject } from '../../shared/model/index.ts'
import type { ClusterTransaction } from '../cluster/index.ts'
import { equalJson, type PodTemplate } from '../registry/index.ts'
import { controlledBy, controllerOf } from './owners.ts'
import { hashTemplate } from './template-hash.ts'

export type Revision = StoredObject<ControllerRevision>

/** On pods: the revision they are of. */
export const revisionHashLabel = 'controller-revision-hash'

/** A workload that keeps its templates as ControllerRevisions. */
export interface RevisedWorkload {
  readonly owner: StoredObject
  readonly template: PodTemplate
  /** Labels that its revisions carry. */
  readonly labels: Readonly<Record<string, string>>
  /** The label under which a revision carries its hash. */
  readonly hashLabel: string
  readonly collisions: number
}

/** The revisions of a workload, oldest first. */
export function listRevisions(tx: ClusterTransaction, owner: StoredObject): readonly Revision[] {
  const all = tx.ownedBy('ControllerRevision', owner.metadata.uid).filter((one) => controllerOf(one)?.uid === owner.metadata.uid) as Revision[]
  return all.toSorted((a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1))
}

/** The revision of the workload's template: an older one that is the same gets the newest number, a new template gets a revision of its own. */
export function syncRevision(tx: ClusterTransaction, workload: RevisedWorkload, known: readonly Revision[]): Revision {
  const next = (known.at(-1)?.revision ?? 0) + 1
  const same = known.findLast((revision) => equalJson(templateOf(revision), workload.template))
  if (same !== undefined) return same === known.at(-1) ? same : (tx.update({ ...same, revision: next }) as Revision)
  return tx.create(buildRevision(tx, workload, next)) as Revision
}

function buildRevision(tx: ClusterTransaction, { owner, template, labels, hashLabel, collisions }: RevisedWorkload, revision: number): ControllerRevision {
  const { name, namespace = '' } = owner.metadata
  const taken = (hash: string) => tx.find('ControllerRevision', namespace, `${name}-${hash}`) !== undefined
  let attempt = collisions
  let hash = hashTemplate(template, attempt)
  while (taken(hash)) hash = hashTemplate(template, ++attempt)
  return {
    apiVersion: 'apps/v1', kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`, namespace,
      labels: { ...labels, [hashLabel]: hash },
      ...(owner.metadata.annotations === undefined ? {} : { annotations: owner.metadata.annotations }),
      ownerReferences: [controlledBy(owner)],
    },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision,
  }
}

/** The template that a revision keeps. */
export function templateOf(revision: ControllerRevision): PodTemplate {
  const { spec } = (revision.data ?? {}) as { readonly spec?: { readonly template?: PodTemplate & { readonly $patch?: string } } }
  const { $patch: _patch, ...template } = spec?.template ?? {}
  return template
}

/** Revisions that no pod is of and the history has no room for, oldest first. */
export function planRevisionCleanup(known: readonly Revision[], live: ReadonlySet<string>, limit: number): readonly Revision[] {
  const idle = known.filter((revision) => !live.has(revision.metadata.name))
  return idle.slice(0, Math.max(0, idle.length - limit))
}
