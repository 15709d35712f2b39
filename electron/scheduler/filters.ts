import type { Node, Pod } from '../../shared/model/index.ts'
import { type Candidate, type Obstacle, resolvable, type Surroundings, unresolvable } from './candidate.ts'
import { hostPortsOf, portsClash } from './host-ports.ts'
import { fitsNodeAffinity, pinnedNodes } from './node-affinity.ts'
import { judgeByPods, requiredTerms } from './pod-affinity.ts'
import { allocatableOf, findShortages, requestOf } from './resources.ts'
import { findUntolerated, type Taint, tolerates } from './taints.ts'
import { judgeBySpread } from './topology-spread.ts'
import { judgeByVolumes, judgeClaims } from './volume-fit.ts'

export type Filter = (candidate: Candidate) => Obstacle | undefined

/** What keeps the pod from every node alike, found before any is looked at; the scheduler then says nothing else. */
export function findGeneralObstacle(pod: Pod, around: Surroundings): string | undefined {
  return judgeClaims(pod, around)
}

/** Upstream's filters in their order, made ready for one pod. The first that refuses a node is the one heard. */
export function buildFilters(pod: Pod, all: readonly Candidate[], around: Surroundings): readonly Filter[] {
  const { nodeName, tolerations = [] } = pod.spec ?? {}
  const pinned = pinnedNodes(pod)
  const request = requestOf(pod)
  const ports = hostPortsOf(pod)
  const byVolumes = judgeByVolumes(pod, around)
  const spreads = (pod.spec?.topologySpreadConstraints ?? []).some((constraint) => constraint.whenUnsatisfiable === 'DoNotSchedule')
  const social = requiredTerms(pod, 'podAffinity').length + requiredTerms(pod, 'podAntiAffinity').length > 0
    || all.some(({ shunning }) => shunning.length > 0)
  return [
    ({ node }) => (pinned === undefined || pinned.includes(node.metadata.name ?? '') ? undefined : unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]")),
    ({ node }) => (node.spec?.unschedulable !== true || tolerations.some((one) => tolerates(one, cordon)) ? undefined : unresolvable('node(s) were unschedulable')),
    ({ node }) => (!nodeName || nodeName === node.metadata.name ? undefined : unresolvable("node(s) didn't match the requested node name")),
    ({ node }) => {
      const taint = findUntolerated(taintsOf(node), tolerations, ['NoSchedule', 'NoExecute'])
      return taint === undefined ? undefined : unresolvable(`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`)
    },
    ({ node }) => (fitsNodeAffinity(pod, node) ? undefined : unresolvable("node(s) didn't match Pod's node affinity/selector")),
    ...(ports.length === 0 ? [] : [({ pods }: Candidate) => (portsClash(ports, pods) ? resolvable("node(s) didn't have free ports for the requested pod ports") : undefined)]),
    ({ node, used }) => {
      const shortages = findShortages(request, used, allocatableOf(node))
      return shortages.length === 0 ? undefined : resolvable(...shortages)
    },
    ...(byVolumes === undefined ? [] : [byVolumes]),
    ...(spreads ? [judgeBySpread(pod, all)] : []),
    ...(social ? [judgeByPods(pod, all, around)] : []),
  ]
}

const cordon: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

const heeded = new WeakMap<Node, readonly Taint[]>()

/** A node that does not say that it is ready is kept free of pods, until the node lifecycle controller has tainted it so. */
function taintsOf(node: Node): readonly Taint[] {
  let taints = heeded.get(node)
  if (taints === undefined) heeded.set(node, (taints = readTaints(node)))
  return taints
}

function readTaints(node: Node): readonly Taint[] {
  const taints = node.spec?.taints ?? []
  const ready = node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')
  const told = taints.some((taint) => taint.key === 'node.kubernetes.io/not-ready' || taint.key === 'node.kubernetes.io/unreachable')
  return ready || told ? taints : [...taints, { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]
}

export function judgeNode(filters: readonly Filter[], candidate: Candidate): Obstacle | undefined {
  for (const filter of filters) {
    const obstacle = filter(candidate)
    if (obstacle !== undefined) return obstacle
  }
  return undefined
}
