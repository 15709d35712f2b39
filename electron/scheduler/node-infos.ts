import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import type { StoreEvent } from '../cluster/index.ts'
import type { Candidate } from './candidate.ts'
import { requiredTerms } from './pod-affinity.ts'
import { priorityOf } from './preemption-plan.ts'
import { type Amount, requestOf, sum } from './resources.ts'
import { ownerOf } from './scores.ts'

type StoredPod = StoredObject<Pod>

/** What is on every node, kept up as pods come and go. */
export interface NodeInfos {
  /** The nodes as this pod finds them: pods as important that are to come to one count as there. */
  candidatesFor(pod: StoredPod, nodes: readonly StoredObject<Node>[]): readonly Candidate[]
  /** Counts a pod that is being bound, until its change arrives. */
  assume(pod: StoredPod, node: string): void
  observe(event: StoreEvent): Chance
}

/** What a change is to pods that found no place: room given back, other neighbours to go by, or nothing. */
type Chance = 'room' | 'neighbours' | 'none'

interface Info {
  readonly pods: Map<string, StoredPod>
  readonly shunning: Map<string, StoredPod>
  readonly owners: Map<string, number>
  /** How many pods there are of each priority. */
  readonly priorities: Map<number, number>
  used: Record<string, number>
  /** The pods as a list, made when asked for. */
  list: readonly StoredPod[] | undefined
  /** The node as a pod finds it that no other is to come before. */
  shown: Shown | undefined
}

interface Shown extends Candidate {
  /** Counts what comes and goes; undefined while others are to come before. */
  version: number | undefined
}

export function createNodeInfos(): NodeInfos {
  const infos = new Map<string, Info>()
  const places = new Map<string, string>()
  const nominated = new Map<string, StoredPod>()

  function infoOf(node: string): Info {
    const known = infos.get(node)
    if (known !== undefined) return known
    const info: Info = { pods: new Map(), shunning: new Map(), owners: new Map(), priorities: new Map(), used: {}, list: undefined, shown: undefined }
    infos.set(node, info)
    return info
  }

  function count(info: Info, pod: StoredPod, sign: 1 | -1): void {
    for (const [name, amount] of Object.entries(requestOf(pod))) info.used[name] = (info.used[name] ?? 0) + sign * amount
    const owner = ownerOf(pod)
    if (owner !== undefined) info.owners.set(owner, (info.owners.get(owner) ?? 0) + sign)
    const priority = priorityOf(pod)
    const standing = (info.priorities.get(priority) ?? 0) + sign
    if (standing === 0) info.priorities.delete(priority)
    else info.priorities.set(priority, standing)
    info.list = undefined
    if (info.shown?.version !== undefined) info.shown.version++
  }

  function place(pod: StoredPod, node: string): void {
    const { uid } = pod.metadata
    remove(uid)
    const info = infoOf(node)
    places.set(uid, node)
    info.pods.set(uid, pod)
    if (requiredTerms(pod, 'podAntiAffinity').length > 0) info.shunning.set(uid, pod)
    count(info, pod, 1)
  }

  /** Returns whether it was anywhere. */
  function remove(uid: string): boolean {
    const info = infos.get(places.get(uid) ?? '')
    const pod = info?.pods.get(uid)
    places.delete(uid)
    if (info === undefined || pod === undefined) return false
    info.pods.delete(uid)
    info.shunning.delete(uid)
    count(info, pod, -1)
    return true
  }

  function show(node: StoredObject<Node>, coming: readonly StoredPod[]): Candidate {
    const info = infoOf(node.metadata.name)
    if (coming.length > 0) return describe(node, info, coming)
    if (info.shown?.node !== node) info.shown = describe(node, info, coming)
    return info.shown
  }

  // Nearly always the same nodes as for the pod before.
  let seen: { readonly nodes: readonly StoredObject<Node>[]; readonly candidates: readonly Candidate[] } = { nodes: [], candidates: [] }

  function showAll(nodes: readonly StoredObject<Node>[]): readonly Candidate[] {
    if (nodes !== seen.nodes) seen = { nodes, candidates: nodes.map((node) => show(node, [])) }
    return seen.candidates
  }

  function describe(node: StoredObject<Node>, info: Info, coming: readonly StoredPod[]): Shown {
    return {
      node,
      version: coming.length === 0 ? 0 : undefined,
      get used() {
        return coming.reduce<Amount>((all, pod) => sum(all, requestOf(pod)), info.used)
      },
      get pods() {
        info.list ??= [...info.pods.values()]
        return coming.length === 0 ? info.list : [...info.list, ...coming]
      },
      get shunning() {
        return info.shunning.size === 0 ? [] : [...info.shunning.values()]
      },
      get leastPriority() {
        return Math.min(...info.priorities.keys(), ...coming.map(priorityOf))
      },
      siblings: (owner) => info.owners.get(owner) ?? 0,
    }
  }

  return {
    candidatesFor: (pod, nodes) => {
      if (nominated.size === 0) return showAll(nodes)
      const coming = [...nominated.values()].filter((other) => other.metadata.uid !== pod.metadata.uid && priorityOf(other) >= priorityOf(pod))
      return nodes.map((node) => show(node, coming.filter((other) => other.status?.nominatedNodeName === node.metadata.name)))
    },
    assume: (pod, node) => {
      nominated.delete(pod.metadata.uid)
      place(pod, node)
    },
    observe: ({ type, object }) => {
      if (object.kind !== 'Pod') return 'none'
      const pod = object as StoredPod
      const { uid } = pod.metadata
      const wasToCome = nominated.delete(uid)
      if (type !== 'DELETED' && !pod.spec?.nodeName && pod.status?.nominatedNodeName) nominated.set(uid, pod)
      const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
      // A pod bound to none releases what was assumed for it: its binding was not written.
      if (type === 'DELETED' || ended || !pod.spec?.nodeName) return remove(uid) || (wasToCome && type === 'DELETED') ? 'room' : 'none'
      const node = pod.spec.nodeName
      const before = places.get(uid) === node ? infos.get(node)?.pods.get(uid) : undefined
      if (before?.spec === pod.spec) renew(pod, node)
      else place(pod, node)
      return before?.metadata.labels === pod.metadata.labels ? 'none' : 'neighbours'
    },
  }

  /** The same pod in a newer state: nothing that is counted has changed. */
  function renew(pod: StoredPod, node: string): void {
    const info = infoOf(node)
    info.pods.set(pod.metadata.uid, pod)
    if (info.shunning.has(pod.metadata.uid)) info.shunning.set(pod.metadata.uid, pod)
    info.list = undefined
  }
}
