import type { Node, Pod } from '../../shared/model/index.ts'
import { parseQuantity } from '../registry/index.ts'

/** Cores, bytes and pods. */
export interface Amount {
  readonly cpu: number
  readonly memory: number
  readonly pods: number
}

/** A node with what the pods on it have asked for. */
export interface Candidate {
  readonly node: Node
  readonly used: Amount
}

export type Placement =
  | { readonly fits: true; readonly node: string }
  /** `message` is the scheduler's own: `0/3 nodes are available: ...`. */
  | { readonly fits: false; readonly message: string }

/** What a pod asks of its node: its containers together, or its greediest init container if that is more. */
export function requestOf(pod: Pod): Amount {
  const ask = (resource: string) => {
    const of = (container: { readonly resources?: { readonly requests?: Readonly<Record<string, string>> } }) =>
      parseQuantity(container.resources?.requests?.[resource] ?? '0')
    const together = (pod.spec?.containers ?? []).reduce((sum, container) => sum + of(container), 0)
    return Math.max(together, ...(pod.spec?.initContainers ?? []).map(of))
  }
  return { cpu: ask('cpu'), memory: ask('memory'), pods: 1 }
}

/** The node that fits and is least allocated, as upstream's filters and its LeastAllocated score; of equals the one with fewest pods, then the first by name. */
export function planPlacement(pod: Pod, candidates: readonly Candidate[]): Placement {
  const request = requestOf(pod)
  const judged = candidates.map((candidate) => ({ candidate, reasons: findObstacles(pod, request, candidate) }))
  const [best] = judged
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ candidate }) => ({ name: candidate.node.metadata.name ?? '', score: scoreOf(candidate, request), pods: candidate.used.pods }))
    .sort((a, b) => b.score - a.score || a.pods - b.pods || (a.name < b.name ? -1 : 1))
  return best === undefined ? { fits: false, message: explain(judged.map(({ reasons }) => reasons)) } : { fits: true, node: best.name }
}

/** Why a node will not do, in the words of upstream's plugins. The first plugin that refuses is the one heard. */
function findObstacles(pod: Pod, request: Amount, { node, used }: Candidate): readonly string[] {
  if (node.spec?.unschedulable === true && !tolerates(pod, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })) return ['node(s) were unschedulable']
  const taint = taintsOf(node).find((one) => one.effect !== 'PreferNoSchedule' && !tolerates(pod, one))
  if (taint !== undefined) return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`]
  const labels = node.metadata.labels ?? {}
  if (Object.entries(pod.spec?.nodeSelector ?? {}).some(([key, value]) => labels[key] !== value)) return ["node(s) didn't match Pod's node affinity/selector"]
  const room = allocatableOf(node)
  return [
    ...(used.pods + 1 > room.pods ? ['Too many pods'] : []),
    ...(request.cpu > 0 && used.cpu + request.cpu > room.cpu ? ['Insufficient cpu'] : []),
    ...(request.memory > 0 && used.memory + request.memory > room.memory ? ['Insufficient memory'] : []),
  ]
}

type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number]

/** A node that does not say that it is ready is kept free of pods, as the node lifecycle controller's taint would. */
function taintsOf(node: Node): readonly Taint[] {
  const taints = node.spec?.taints ?? []
  const ready = node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')
  return ready ? taints : [...taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]
}

function tolerates(pod: Pod, taint: Taint): boolean {
  return (pod.spec?.tolerations ?? []).some(({ key, operator = 'Equal', value = '', effect }) =>
    (!effect || effect === taint.effect) && (key ? key === taint.key : operator === 'Exists') && (operator === 'Exists' || value === (taint.value ?? '')))
}

function allocatableOf(node: Node): Amount {
  const amounts = node.status?.allocatable ?? {}
  return { cpu: parseQuantity(amounts['cpu'] ?? '0'), memory: parseQuantity(amounts['memory'] ?? '0'), pods: parseQuantity(amounts['pods'] ?? '0') }
}

/** Share of the node that would be left, from 0 to 100. A pod that asks for nothing counts as a small one, as upstream has it. */
function scoreOf({ node, used }: Candidate, request: Amount): number {
  const room = allocatableOf(node)
  const left = (has: number, taken: number, asked: number) => (has <= 0 ? 0 : Math.max(0, Math.floor(((has - taken - asked) * 100) / has)))
  return Math.floor((left(room.cpu, used.cpu, request.cpu || 0.1) + left(room.memory, used.memory, request.memory || 200 * 2 ** 20)) / 2)
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 Too many pods. preemption: ...`, counted and sorted as upstream does. */
function explain(reasons: readonly (readonly string[])[]): string {
  const all = reasons.length
  if (all === 0) return 'no nodes available to schedule pods'
  const counts = new Map<string, number>()
  for (const reason of reasons.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const told = [...counts].map(([reason, count]) => `${count} ${reason}`).sort().join(', ')
  // Making room by removing pods helps only against want of resources; and there are no priorities to remove by.
  const scarce = reasons.filter((list) => list.every((reason) => reason.startsWith('Insufficient') || reason === 'Too many pods')).length
  const preemption = [
    ...(scarce > 0 ? [`${scarce} No preemption victims found for incoming pod`] : []),
    ...(all - scarce > 0 ? [`${all - scarce} Preemption is not helpful for scheduling`] : []),
  ]
  return `0/${all} nodes are available: ${told}. preemption: 0/${all} nodes are available: ${preemption.join(', ')}.`
}
