import { LAST_APPLIED, type KubeObject, type StringMap } from '../../shared/model/index.ts'
import { equalJson, type PodTemplate } from '../registry/index.ts'
import { byAge, desiredAnnotation, maxAnnotation, readAllowance, revisionAnnotation, revisionOf, type StoredDeployment, type StoredSet, wantedReplicas } from './deployment-plan.ts'
import { hashTemplate } from './template-hash.ts'

const hashLabel = 'pod-template-hash'
/** Numbers that a set had before it came back. */
const historyAnnotation = 'deployment.kubernetes.io/revision-history'
const longestHistory = 2000
/** Annotations of a Deployment that its sets do not take over. */
const ownAnnotations = new Set([
  LAST_APPLIED, revisionAnnotation, historyAnnotation, desiredAnnotation, maxAnnotation, 'deprecated.deployment.rollback.to',
])

/** The set that was made of the Deployment's template; of several, the oldest. */
export function findNewest(deployment: StoredDeployment, sets: readonly StoredSet[]): StoredSet | undefined {
  return sets.toSorted(byAge).find((set) => fitsTemplate(set, deployment.spec?.template))
}

/** Whether a set was made of this template: it has the template's hash in its labels, and nothing else beside. */
export function fitsTemplate(set: StoredSet, template: PodTemplate | undefined): boolean {
  const { [hashLabel]: _hash, ...labels } = set.spec?.template?.metadata?.labels ?? {}
  const { labels: wanted = {}, ...metadata } = template?.metadata ?? {}
  const { labels: _own, ...own } = set.spec?.template?.metadata ?? {}
  return equalJson(labels, wanted) && equalJson(own, metadata) && equalJson(set.spec?.template?.spec, template?.spec)
}

/** The number that comes after those of the old sets. */
export function nextRevision(old: readonly StoredSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1
}

/** The ReplicaSet for the Deployment's template; another `collisions` gives it another name. */
export function buildSet(deployment: StoredDeployment, old: readonly StoredSet[], replicas: number, collisions: number): KubeObject {
  const { template, selector, minReadySeconds } = deployment.spec ?? {}
  const hash = hashTemplate(template, collisions)
  const labels = { ...template?.metadata?.labels, [hashLabel]: hash }
  return {
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`, namespace: deployment.metadata.namespace ?? '', labels,
      annotations: { ...inheritedAnnotations(deployment), ...scaleAnnotations(deployment), [revisionAnnotation]: String(nextRevision(old)) },
    },
    spec: {
      replicas,
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector?.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template?.metadata, labels } },
    },
  }
}

/** What the Deployment gives its newest set to carry, with the next number when the set is one that came back. */
export function renewSet(deployment: StoredDeployment, set: StoredSet, old: readonly StoredSet[]): StoredSet {
  const annotations: Record<string, string> = { ...set.metadata.annotations, ...inheritedAnnotations(deployment) }
  const before = set.metadata.annotations?.[revisionAnnotation]
  const next = nextRevision(old)
  if (revisionOf(set) < next) {
    annotations[revisionAnnotation] = String(next)
    if (before !== undefined) annotations[historyAnnotation] = appendHistory(set.metadata.annotations?.[historyAnnotation], before)
  }
  const { minReadySeconds = 0 } = deployment.spec ?? {}
  const spec = (set.spec?.minReadySeconds ?? 0) === minReadySeconds ? set.spec : { ...set.spec, minReadySeconds }
  return { ...set, metadata: { ...set.metadata, annotations }, spec } as StoredSet
}

function appendHistory(history: string | undefined, revision: string): string {
  const all = [...(history === undefined || history === '' ? [] : history.split(',')), revision]
  while (all.join(',').length > longestHistory) all.shift()
  return all.join(',')
}

/** A set at another size, with what its Deployment wants now written on it. */
export function resizeSet(deployment: StoredDeployment, set: StoredSet, replicas: number): StoredSet {
  const annotations = { ...set.metadata.annotations, ...scaleAnnotations(deployment) }
  return { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } } as StoredSet
}

function scaleAnnotations(deployment: StoredDeployment): StringMap {
  const wanted = wantedReplicas(deployment)
  return { [desiredAnnotation]: String(wanted), [maxAnnotation]: String(wanted + readAllowance(deployment).surge) }
}

function inheritedAnnotations(deployment: StoredDeployment): StringMap {
  return Object.fromEntries(Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => !ownAnnotations.has(name)))
}
