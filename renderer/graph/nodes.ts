import { cellRect } from './box.ts'
import { UNIT, type Rect } from './cells.ts'
import type { Layout } from './layout.ts'
import type { RelationPlan } from './relation-plan.ts'

/** A node as the graph library is to hold it, in model pixels. Ids are made of numbers, so that no name can break them. */
export interface SceneNode {
  readonly id: string
  readonly parent: string | null
  readonly kind: 'namespace' | 'floor' | 'pod' | 'relation'
  /** Index of the namespace, slot of the pod, or place among the objects that are shown as related. */
  readonly ref: number
  /** The middle and the size; of no meaning for a namespace, which is as large as its floor. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Operation =
  | { readonly op: 'add'; readonly node: SceneNode }
  | { readonly op: 'move'; readonly node: SceneNode }
  | { readonly op: 'remove'; readonly id: string }

export const namespaceId = (index: number): string => `n${index}`
export const podId = (slot: number): string => `p${slot}`

/** Up to so many pods, each is a node for as long as it lives; above, nodes are lent to those in hand. */
export const MOST_NODES = 500

function nodeOf(kind: SceneNode['kind'], id: string, ref: number, parent: string | null, rect: Rect): SceneNode {
  return { id, parent, kind, ref, x: (rect.x + rect.width / 2) * UNIT, y: (rect.y + rect.height / 2) * UNIT, width: rect.width * UNIT, height: rect.height * UNIT }
}

function podNode(layout: Layout, slot: number): SceneNode | null {
  const place = layout.placeOf(slot)
  return place === undefined ? null : nodeOf('pod', podId(slot), slot, namespaceId(place.box.namespace), cellRect(place.box, place.cell))
}

/** The nodes that a layout asks for: each namespace with a floor of its size, and its pods while they are few. Parents come first. */
export function sceneOf(layout: Layout): ReadonlyMap<string, SceneNode> {
  const scene = new Map<string, SceneNode>()
  const put = (node: SceneNode | null) => node !== null && scene.set(node.id, node)
  for (const [index, box] of layout.boxes) {
    put(nodeOf('namespace', namespaceId(index), index, null, box))
    put(nodeOf('floor', `f${index}`, index, namespaceId(index), box))
    if (layout.pods <= MOST_NODES) box.podAt.forEach((slot) => slot >= 0 && put(podNode(layout, slot)))
  }
  return scene
}

/** The nodes that are lent to pods in hand, where not every pod has one of its own. */
export function lentNodes(layout: Layout, slots: Iterable<number>): ReadonlyMap<string, SceneNode> {
  if (layout.pods <= MOST_NODES) return new Map()
  return new Map([...slots].flatMap((slot) => {
    const node = podNode(layout, slot)
    return node === null ? [] : [[node.id, node] as const]
  }))
}

/** An edge between two nodes; a bundle ends at the namespace and stands for `pods` of it. */
export interface SceneEdge {
  readonly source: string
  readonly target: string
  readonly pods: number
}

/** The related objects as nodes, at rectangles in units, and the edges from them: to each pod, or one to a namespace. */
export function relationScene(plan: RelationPlan, rectOf: (uid: string) => Rect | undefined, single: boolean): { readonly nodes: readonly SceneNode[]; readonly edges: readonly SceneEdge[] } {
  const ids = new Map<string, string>()
  const nodes = plan.objects.flatMap(({ object }, which) => {
    const rect = rectOf(object.uid)
    if (rect === undefined) return []
    ids.set(object.uid, `r${which}`)
    return [nodeOf('relation', `r${which}`, which, null, rect)]
  })
  const edge = (from: string, target: string | undefined, pods: number): readonly SceneEdge[] => {
    const source = ids.get(from)
    return source === undefined || target === undefined ? [] : [{ source, target, pods }]
  }
  const seen = [...new Set(plan.objects.flatMap(({ object, box }) => (ids.has(object.uid) ? [box] : [])))]
  const bundled = seen.flatMap((at) => plan.bundlesOf.get(at) ?? []).flatMap(({ from, box, slots }) =>
    (single ? slots.flatMap((slot) => edge(from, podId(slot), 1)) : edge(from, namespaceId(box), slots.length)))
  return { nodes, edges: [...bundled, ...plan.chains.flatMap(({ from, to }) => edge(from, ids.get(to), 0))] }
}

const sameRect = (a: SceneNode, b: SceneNode): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** What turns one scene into another. Children go before their parents and come after them. */
export function diffScene(shown: ReadonlyMap<string, SceneNode>, wanted: ReadonlyMap<string, SceneNode>): readonly Operation[] {
  const removed: Operation[] = []
  const others: Operation[] = []
  for (const node of shown.values()) if (wanted.get(node.id)?.parent !== node.parent) removed.unshift({ op: 'remove', id: node.id })
  for (const node of wanted.values()) {
    const before = shown.get(node.id)
    if (before === undefined || before.parent !== node.parent) others.push({ op: 'add', node })
    else if (node.kind !== 'namespace' && !sameRect(before, node)) others.push({ op: 'move', node })
  }
  return [...removed, ...others]
}
