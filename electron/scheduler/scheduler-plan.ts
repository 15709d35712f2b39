import type { Pod } from '../../shared/model/index.ts'
import type { Candidate, Surroundings } from './candidate.ts'
import { buildFilters, findGeneralObstacle, judgeNode } from './filters.ts'
import { explainFit, sayUnavailable } from './fit-error.ts'
import { type Budget, planPreemption } from './preemption-plan.ts'
import { pickNode } from './scores.ts'

export type Placement =
  | { readonly fits: true; readonly node: string }
  /** `message` is the scheduler's own: `0/3 nodes are available: ...`. With `preempt`, pods are to make way on a node. */
  | { readonly fits: false; readonly message: string; readonly preempt?: { readonly node: string; readonly victims: readonly Pod[] } }

/** Where a pod goes, by upstream's filters and scores; or why nowhere, and which pods are to make way for it. */
export function planPlacement(pod: Pod, all: readonly Candidate[], around: Surroundings, budgets: readonly Budget[] = []): Placement {
  if (all.length === 0) return { fits: false, message: 'no nodes available to schedule pods' }
  const general = findGeneralObstacle(pod, around)
  if (general !== undefined) {
    const preemption = explainFit(all.length, all.map(() => ['Preemption is not helpful for scheduling']))
    return { fits: false, message: `${sayUnavailable(all.length, general)} preemption: ${preemption}` }
  }
  const filters = buildFilters(pod, all, around)
  const obstacles = all.map((candidate) => judgeNode(filters, candidate))
  const feasible = all.filter((_, index) => obstacles[index] === undefined)
  const node = pickNode(pod, feasible, all, around)
  if (node !== undefined) return { fits: true, node }
  const message = explainFit(all.length, obstacles.map((obstacle) => obstacle?.reasons ?? []))
  const preemption = planPreemption(pod, all, obstacles, around, budgets)
  return preemption.node === undefined ? { fits: false, message: `${message} ${preemption.message}` } : { fits: false, message, preempt: preemption }
}
