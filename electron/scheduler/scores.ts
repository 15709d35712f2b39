import type { Node, Pod } from '../../shared/model/index.ts'
import type { Candidate, Surroundings } from './candidate.ts'
import { matchesTerm } from './node-affinity.ts'
import { hasAffinity, scoreByPods } from './pod-affinity.ts'
import { allocatableOf, type Amount, requestOf } from './resources.ts'
import { type Taint, tolerates } from './taints.ts'
import { scoreBySpread } from './topology-spread.ts'

/** Upstream's weights of the default plugins. */
const weights = { resources: 1, balance: 1, affinity: 2, taints: 3, spread: 2, pods: 2 }

/** The name of the node with the best scores; of equals the one with fewest pods, then the first by name. Undefined without candidates. */
export function pickNode(pod: Pod, candidates: readonly Candidate[], all: readonly Candidate[], around: Surroundings): string | undefined {
  const scores = candidates.map((candidate) => scoreResources(pod, candidate))
  const add = (weight: number, points: readonly number[]) => points.forEach((value, index) => {
    scores[index] = (scores[index] ?? 0) + weight * value
  })
  const preferred = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  if (preferred.length > 0) {
    add(weights.affinity, normalize(candidates.map(({ node }) => preferred.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0))))
  }
  if (candidates.some(({ node }) => softTaints(node).length > 0)) add(weights.taints, invert(normalize(candidates.map(({ node }) => countSoftTaints(pod, node)))))
  const bySpread = scoreBySpread(pod, all)
  const siblings = bySpread ?? countSiblings(pod)
  if (siblings !== undefined) add(weights.spread, invert(normalize(candidates.map(siblings))))
  if (hasAffinity(pod)) add(weights.pods, stretch(candidates.map(scoreByPods(pod, all, around))))
  const places = candidates.map(({ node, used }, index) => ({ name: node.metadata.name ?? '', score: scores[index] ?? 0, pods: used['pods'] ?? 0 }))
  let [best] = places
  for (const place of places) if (best !== undefined && isBetter(place, best)) best = place
  return best?.name
}

/** Points of a node for what it has left. */
export function scoreResources(pod: Pod, { node, used }: Candidate): number {
  const request = requestOf(pod)
  const room = allocatableOf(node)
  return weights.resources * scoreLeastAllocated(room, used, request) + weights.balance * scoreBalance(room, used, request)
}

/** Points of a node for having fewer of the pod's siblings than the one that has most. */
export function spreadPoints(siblings: number, most: number): number {
  return weights.spread * (100 - (most === 0 ? 0 : Math.floor((siblings * 100) / most)))
}

interface Place {
  readonly name: string
  readonly score: number
  readonly pods: number
}

function isBetter(a: Place, b: Place): boolean {
  return a.score !== b.score ? a.score > b.score : a.pods !== b.pods ? a.pods < b.pods : a.name < b.name
}

/** A pod that asks for nothing counts as a small one, as upstream has it. */
function nonZero(request: Amount, resource: string): number {
  return request[resource] || (resource === 'cpu' ? 0.1 : 200 * 2 ** 20)
}

/** Share of the node that would be left, from 0 to 100. */
function scoreLeastAllocated(room: Amount, used: Amount, request: Amount): number {
  const left = (resource: string) => {
    const has = room[resource] ?? 0
    return has <= 0 ? 0 : Math.max(0, Math.floor(((has - (used[resource] ?? 0) - nonZero(request, resource)) * 100) / has))
  }
  return Math.floor((left('cpu') + left('memory')) / 2)
}

/** The less the shares of what would be taken differ, the better. */
function scoreBalance(room: Amount, used: Amount, request: Amount): number {
  const share = (resource: string) => Math.min(1, ((used[resource] ?? 0) + (request[resource] ?? 0)) / (room[resource] || 1))
  return Math.floor((1 - Math.abs(share('cpu') - share('memory')) / 2) * 100)
}

const none: readonly Taint[] = []

export function softTaints(node: Node): readonly Taint[] {
  return node.spec?.taints?.filter((taint) => taint.effect === 'PreferNoSchedule') ?? none
}

function countSoftTaints(pod: Pod, node: Node): number {
  return softTaints(node).filter((taint) => !(pod.spec?.tolerations ?? []).some((toleration) => tolerates(toleration, taint))).length
}

/** Without constraints of its own a pod is kept apart from others of its controller: upstream's default constraints. */
function countSiblings(pod: Pod): ((candidate: Candidate) => number) | undefined {
  const owner = ownerOf(pod)
  if (owner === undefined) return undefined
  return (candidate) => candidate.siblings?.(owner) ?? candidate.pods.filter((other) => ownerOf(other) === owner).length
}

export function ownerOf(pod: Pod): string | undefined {
  return pod.metadata.ownerReferences?.find((owner) => owner.controller === true)?.uid
}

/** Scaled so that the highest is 100. */
function normalize(points: readonly number[]): readonly number[] {
  const most = Math.max(...points)
  return most === 0 ? points : points.map((value) => Math.floor((value * 100) / most))
}

function invert(points: readonly number[]): readonly number[] {
  return points.map((value) => 100 - value)
}

/** Scaled so that the lowest is 0 and the highest 100. */
function stretch(points: readonly number[]): readonly number[] {
  const [least, most] = [Math.min(...points), Math.max(...points)]
  return points.map((value) => (most === least ? 0 : Math.floor(((value - least) * 100) / (most - least))))
}
