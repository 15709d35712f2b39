import { lentNodes, namespaceId, pixelsPerUnit, podId, relationScene, sceneOf, toUnits, type Layout, type Rect, type RelationPlaces, type View } from '../graph/index.ts'
import type { Camera } from './camera.ts'
import type { CytoscapeGraph } from './cytoscape-graph.ts'
import type { Picture } from './picture.ts'
import { isUnbundled } from './relations.ts'

/** Most selected pods that are lent a node. */
const MOST_LENT = 60

function inUnits(rect: Rect | undefined, view: View): Rect | undefined {
  if (rect === undefined) return undefined
  const by = pixelsPerUnit(view)
  return { ...toUnits(rect, view), width: rect.width / by, height: rect.height / by }
}

/** Keeps cytoscape's graph true to the layout, with nodes for the pods in hand; late, but always before cytoscape looks. */
export interface Hand {
  /** The layout has changed. */
  stale(): void
  /** Brings the graph up to date, with a node for the pod under the pointer. */
  settle(pointed: number): void
}

export function createHand(picture: Picture, camera: Camera, graph: CytoscapeGraph): Hand {
  let held: Layout | null = null
  let inHand = ''
  let marked: unknown = null
  let related: RelationPlaces | null = null
  let listed: { readonly of: Uint8Array | null; readonly slots: readonly number[] } = { of: null, slots: [] }
  const selectedSlots = () => {
    if (listed.of === picture.selected) return listed.slots
    const slots: number[] = []
    const chosen = picture.selected ?? new Uint8Array(0)
    for (let slot = 0; slot < chosen.length && slots.length < MOST_LENT; slot++) if (chosen[slot] === 1) slots.push(slot)
    listed = { of: picture.selected, slots }
    return slots
  }
  return {
    stale: () => { held = null },
    settle(pointed) {
      graph.look(camera.view())
      const selected = selectedSlots()
      if (held !== picture.layout) {
        graph.hold(sceneOf(picture.layout))
        held = picture.layout
        inHand = ''
        marked = null
        related = null
      }
      const cursor = picture.cursor !== null && 'pod' in picture.cursor ? [picture.cursor.pod] : []
      const single = isUnbundled(picture, pixelsPerUnit(camera.view()))
      const ends = single ? (picture.relations?.plan.bundles ?? []).flatMap(({ slots: tied }) => tied) : []
      const slots = new Set([...selected, ...ends, ...cursor, ...(pointed < 0 ? [] : [pointed])])
      const key = [...slots].join(' ')
      if (key !== inHand) {
        graph.lend(lentNodes(picture.layout, slots))
        inHand = key
        marked = null
        related = null
      }
      const { relations } = picture
      if (relations !== null && relations.places !== related) {
        const view = camera.view()
        const { nodes, edges } = relationScene(relations.plan, (uid) => inUnits(relations.places.ends.get(uid), view), single)
        graph.relate(nodes, edges)
        related = relations.places
      } else if (relations === null && related !== null) {
        graph.relate([], [])
        related = null
      }
      if (marked !== picture.selected) {
        graph.select(new Set([...selected.map(podId), ...[...picture.selectedNamespaces].map(namespaceId)]))
        marked = picture.selected
      }
    },
  }
}
