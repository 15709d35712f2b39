import type { HorizontalPodAutoscaler, StoredObject } from '../../shared/model/index.ts'

export type Autoscaler = StoredObject<HorizontalPodAutoscaler>
type Spec = NonNullable<HorizontalPodAutoscaler['spec']>
export type MetricSpec = NonNullable<Spec['metrics']>[number]
type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>

/** What was measured of a target: the desired number by each metric, or why it could not be had. */
export type Measured =
  | { readonly ok: true; readonly metric: string; readonly desired: number; readonly status: object }
  | { readonly ok: false; readonly reason: string; readonly message: string }

/** A number recommended, or a change made, at a time in milliseconds. */
export interface Recommendation {
  readonly at: number
  readonly replicas: number
}
export interface Change {
  readonly at: number
  readonly by: number
}

export interface ScaleInput {
  readonly spec: Spec
  readonly current: number
  /** The most that any metric asks for. */
  readonly wanted: number
  readonly recommendations: readonly Recommendation[]
  readonly changes: readonly Change[]
  readonly now: number
}

export interface ScalePlan {
  readonly desired: number
  readonly able: Words
  readonly limited: Words
}

interface Words {
  readonly status: 'True' | 'False'
  readonly reason: string
  readonly message: string
}

const tolerance = 0.1
const upRules: Rules = {
  selectPolicy: 'Max', stabilizationWindowSeconds: 0,
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
}
const downRules: Rules = { selectPolicy: 'Max', stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] }

/** Replicas by a ratio of what is measured to what is aimed at; near enough is left alone. */
export function replicasByRatio(current: number, ratio: number): number {
  return Math.abs(1 - ratio) <= tolerance ? current : Math.ceil(current * ratio)
}

/** The next number of replicas: upstream's stabilization, rate policies and bounds, with the words of its conditions. */
export function planScaling({ spec, current, wanted, recommendations, changes, now }: ScaleInput): ScalePlan {
  const [up, down] = [rulesOf(spec.behavior?.scaleUp, upRules), rulesOf(spec.behavior?.scaleDown, downRules)]
  const stable = stabilize(current, wanted, recommendations, { up, down, now })
  const able: Words = stable === wanted
    ? { status: 'True', reason: 'ReadyForNewScale', message: 'recommended size matches current size' }
    : stable < wanted
      ? { status: 'True', reason: 'ScaleUpStabilized', message: 'recent recommendations were lower than current one, applying the lowest recent recommendation' }
      : { status: 'True', reason: 'ScaleDownStabilized', message: 'recent recommendations were higher than current one, applying the highest recent recommendation' }
  const min = spec.minReplicas ?? 1
  const max = spec.maxReplicas
  const within: Words = { status: 'False', reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' }
  if (stable > current) {
    const ceiling = limitUp(current, up, changes, now)
    if (stable > Math.min(ceiling, max)) {
      return ceiling < max
        ? { desired: ceiling, able, limited: { status: 'True', reason: 'ScaleUpLimit', message: 'the desired replica count is increasing faster than the maximum scale rate' } }
        : { desired: max, able, limited: { status: 'True', reason: 'TooManyReplicas', message: 'the desired replica count is more than the maximum replica count' } }
    }
    return { desired: stable, able, limited: within }
  }
  const floor = limitDown(current, down, changes, now)
  if (stable < Math.max(floor, min) && stable < current) {
    return floor > min
      ? { desired: floor, able, limited: { status: 'True', reason: 'ScaleDownLimit', message: 'the desired replica count is decreasing faster than the maximum scale rate' } }
      : { desired: min, able, limited: { status: 'True', reason: 'TooFewReplicas', message: 'the desired replica count is less than the minimum replica count' } }
  }
  if (stable < min) return { desired: min, able, limited: { status: 'True', reason: 'TooFewReplicas', message: 'the desired replica count is less than the minimum replica count' } }
  if (stable > max) return { desired: max, able, limited: { status: 'True', reason: 'TooManyReplicas', message: 'the desired replica count is more than the maximum replica count' } }
  return { desired: stable, able, limited: within }
}

function rulesOf(given: Rules | undefined, defaults: Rules): Required<Pick<Rules, 'selectPolicy' | 'stabilizationWindowSeconds' | 'policies'>> {
  return {
    selectPolicy: given?.selectPolicy ?? defaults.selectPolicy ?? 'Max',
    stabilizationWindowSeconds: given?.stabilizationWindowSeconds ?? defaults.stabilizationWindowSeconds ?? 0,
    policies: given?.policies ?? defaults.policies ?? [],
  }
}

function stabilize(current: number, wanted: number, recommendations: readonly Recommendation[], { up, down, now }: { readonly up: Rules; readonly down: Rules; readonly now: number }): number {
  const within = (seconds: number) => recommendations.filter(({ at }) => at > now - seconds * 1000).map(({ replicas }) => replicas)
  const least = Math.min(wanted, ...within(up.stabilizationWindowSeconds ?? 0))
  const most = Math.max(wanted, ...within(down.stabilizationWindowSeconds ?? 0))
  return Math.min(Math.max(current, least), most)
}

function limitUp(current: number, { selectPolicy, policies }: Rules, changes: readonly Change[], now: number): number {
  if (selectPolicy === 'Disabled') return current
  const limits = (policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = current - changedSince(changes, periodSeconds, now, 1)
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100))
  })
  return selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits)
}

function limitDown(current: number, { selectPolicy, policies }: Rules, changes: readonly Change[], now: number): number {
  if (selectPolicy === 'Disabled') return current
  const limits = (policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = current + changedSince(changes, periodSeconds, now, -1)
    return type === 'Pods' ? start - value : Math.floor(start * (1 - value / 100))
  })
  return selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits)
}

function changedSince(changes: readonly Change[], seconds: number, now: number, sign: 1 | -1): number {
  return changes.filter(({ at, by }) => at > now - seconds * 1000 && Math.sign(by) === sign).reduce((sum, { by }) => sum + Math.abs(by), 0)
}
