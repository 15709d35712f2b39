import type { Pod, StoredObject, StringMap } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'

export type StoredPod = StoredObject<Pod>

/** A pod that is going, or has ended, is no replica. */
export function isActive(pod: StoredPod): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isEnded(pod)
}

export function isEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

export function isReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True'
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod)
}

export function conditionOf(pod: Pod, type: string): NonNullable<NonNullable<Pod['status']>['conditions']>[number] | undefined {
  return pod.status?.conditions?.find((condition) => condition.type === type)
}

/** Milliseconds since 1970 from which a pod counts as available; Infinity while it is not ready. */
export function availableFrom(pod: Pod, minReadySeconds = 0): number {
  const ready = conditionOf(pod, 'Ready')
  if (ready?.status !== 'True') return Infinity
  return minReadySeconds === 0 ? 0 : Date.parse(ready.lastTransitionTime ?? pod.metadata.creationTimestamp ?? '') + minReadySeconds * 1000
}

/** When the first of the pods that are ready but not yet available will be; Infinity when there is none. */
export function nextAvailable(pods: readonly Pod[], minReadySeconds = 0, now: number): number {
  if (minReadySeconds === 0) return Infinity
  return pods.map((pod) => availableFrom(pod, minReadySeconds)).filter((at) => at > now).reduce((a, b) => Math.min(a, b), Infinity)
}

/** A count, or a share as `25%` of a whole, rounded as told. */
export function readShare(share: unknown, whole: number, round: (value: number) => number): number {
  return typeof share === 'number' ? share : round((Number.parseInt(String(share), 10) * whole) / 100)
}

/** The counts that are not zero: upstream leaves the others out. */
export function withoutZeroes(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
}

/** The pods that a selector selects. Those of one template have their labels in common and lie side by side in a list: they are asked once. */
export function selectPods(pods: readonly StoredPod[], selector: Selector): readonly StoredPod[] {
  let asked: StringMap | undefined
  let answer = matches(selector, nothing)
  return pods.filter(({ metadata: { labels } }) => {
    if (labels !== asked) {
      asked = labels
      answer = matches(selector, labels ?? nothing)
    }
    return answer
  })
}

const nothing: StringMap = {}
