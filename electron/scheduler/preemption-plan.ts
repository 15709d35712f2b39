import type { Pod } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import type { Candidate, Obstacle, Surroundings } from './candidate.ts'
import { explainFit } from './fit-error.ts'
import { buildFilters, judgeNode } from './filters.ts'
import { requestOf } from './resources.ts'

/** A disruption budget: the pods it means, and how many more of them may go. */
export interface Budget {
  readonly namespace: string
  readonly selector: Selector
  readonly allowed: number
}

export type Preemption =
  | { readonly node: string; readonly victims: readonly Pod[] }
  /** Goes after the reasons why no node fits. */
  | { readonly node: undefined; readonly message: string }

interface Sacrifice {
  readonly node: string
  readonly victims: readonly Pod[]
  readonly violations: number
}

/** The node on which the fewest and least important pods make way for this one: upstream's DefaultPreemption. */
export function planPreemption(pod: Pod, all: readonly Candidate[], obstacles: readonly (Obstacle | undefined)[], around: Surroundings, budgets: readonly Budget[]): Preemption {
  if (pod.spec?.preemptionPolicy === 'Never') return { node: undefined, message: 'preemption: not eligible due to preemptionPolicy=Never.' }
  const nominated = pod.status?.nominatedNodeName
  const leaving = all.find(({ node }) => node.metadata.name === nominated)?.pods.some((other) => other.metadata.deletionTimestamp !== undefined && priorityOf(other) < priorityOf(pod))
  if (leaving === true) return { node: undefined, message: 'preemption: not eligible due to terminating pod on the nominated node.' }
  const sacrifices: Sacrifice[] = []
  const reasons: (readonly string[])[] = []
  for (const [index, candidate] of all.entries()) {
    const sacrifice = obstacles[index]?.resolvable === true ? chooseVictims(pod, candidate, all, around, budgets) : ['Preemption is not helpful for scheduling']
    if ('victims' in sacrifice) sacrifices.push(sacrifice)
    else reasons.push(sacrifice)
  }
  const [best] = sacrifices.sort(compareSacrifices)
  return best ?? { node: undefined, message: `preemption: ${explainFit(all.length, reasons)}` }
}

export function priorityOf(pod: Pod): number {
  return pod.spec?.priority ?? 0
}

/** All less important pods go, and as many as possible come back, the most important first; or why that would not do. */
function chooseVictims(pod: Pod, candidate: Candidate, all: readonly Candidate[], around: Surroundings, budgets: readonly Budget[]): Sacrifice | readonly string[] {
  const isLeast = candidate.leastPriority !== undefined && candidate.leastPriority >= priorityOf(pod)
  const lesser = isLeast ? [] : candidate.pods.filter((other) => priorityOf(other) < priorityOf(pod))
  if (lesser.length === 0) return ['No preemption victims found for incoming pod']
  const obstacleWithout = (gone: ReadonlySet<Pod>) => {
    const rest = without(candidate, gone)
    return judgeNode(buildFilters(pod, all.map((one) => (one === candidate ? rest : one)), around), rest)
  }
  const gone = new Set(lesser)
  const obstacle = obstacleWithout(gone)
  if (obstacle !== undefined) return obstacle.reasons
  const { breaking, harmless } = sortByBudgets(lesser, budgets)
  let violations = 0
  for (const other of [...breaking.toSorted(byImportance), ...harmless.toSorted(byImportance)]) {
    gone.delete(other)
    if (obstacleWithout(gone) === undefined) continue
    gone.add(other)
    if (breaking.includes(other)) violations += 1
  }
  return { node: candidate.node.metadata.name ?? '', victims: [...gone].sort(byImportance), violations }
}

function without({ node, used, pods, shunning }: Candidate, gone: ReadonlySet<Pod>): Candidate {
  const left: Record<string, number> = { ...used }
  for (const pod of gone) for (const [name, amount] of Object.entries(requestOf(pod))) left[name] = (left[name] ?? 0) - amount
  const stays = (pod: Pod) => !gone.has(pod)
  return { node, used: left, pods: pods.filter(stays), shunning: shunning.filter(stays) }
}

/** Pods whose end would leave a budget with less than nothing, and the others. */
function sortByBudgets(pods: readonly Pod[], budgets: readonly Budget[]): { readonly breaking: readonly Pod[]; readonly harmless: readonly Pod[] } {
  const left = new Map(budgets.map((budget) => [budget, budget.allowed]))
  const breaks = (pod: Pod) => budgets.some((budget) => {
    if (budget.namespace !== pod.metadata.namespace || !matches(budget.selector, pod.metadata.labels ?? {})) return false
    left.set(budget, (left.get(budget) ?? 0) - 1)
    return (left.get(budget) ?? 0) < 0
  })
  const breaking = pods.filter(breaks)
  return { breaking, harmless: pods.filter((pod) => !breaking.includes(pod)) }
}

/** Most important first; of equals the one that has run longest. */
function byImportance(a: Pod, b: Pod): number {
  return priorityOf(b) - priorityOf(a) || (a.status?.startTime ?? '').localeCompare(b.status?.startTime ?? '') || ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1)
}

/** Upstream's `pickOneNodeForPreemption`. */
function compareSacrifices(a: Sacrifice, b: Sacrifice): number {
  const highest = ({ victims }: Sacrifice) => Math.max(...victims.map(priorityOf))
  const total = ({ victims }: Sacrifice) => victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0)
  const earliest = (one: Sacrifice) => one.victims.filter((victim) => priorityOf(victim) === highest(one)).map((victim) => victim.status?.startTime ?? '').sort()[0] ?? ''
  return a.violations - b.violations || highest(a) - highest(b) || total(a) - total(b) || a.victims.length - b.victims.length
    || earliest(b).localeCompare(earliest(a)) || (a.node < b.node ? -1 : 1)
}
