import cytoscape, { type Core, type CytoscapeOptions, type EventObject, type StylesheetJson } from 'cytoscape'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { diffScene, type Operation, type SceneEdge, type SceneNode, type View } from '../graph/index.ts'
import { settleSizes, UNSEEN } from './unseen-renderer.ts'

const INVISIBLE = { shape: 'rectangle', width: 'data(width)', height: 'data(height)', opacity: 0, 'text-events': 'no' } as const

/** Everything is painted on the canvas below: what is here has a place and a size, can be hit and selected, and is never drawn. */
export const STYLE: StylesheetJson = [
  {
    selector: '.namespace',
    style: { shape: 'rectangle', padding: '0px', opacity: 0, 'border-width': 0, 'background-opacity': 0, 'compound-sizing-wrt-labels': 'exclude', 'text-events': 'no' },
  },
  { selector: '.floor', style: { ...INVISIBLE, events: 'no' } },
  { selector: '.pod', style: INVISIBLE },
  { selector: '.relation', style: INVISIBLE },
  { selector: 'edge', style: { 'curve-style': 'haystack', opacity: 0, events: 'no' } },
  { selector: ':active', style: { 'overlay-opacity': 0 } },
]

/** What was tapped on. */
export type Tapped = { readonly pod: number } | { readonly namespace: number } | null

export interface TapEvent {
  readonly kind: 'tap' | 'double' | 'menu'
  readonly on: Tapped
  readonly event: MouseEvent
}

/** The graph as cytoscape holds it. */
export interface CytoscapeGraph {
  /** Makes the graph hold these nodes and no others. Takes back all nodes that were lent. */
  hold(scene: ReadonlyMap<string, SceneNode>): void
  /** Makes these the nodes that are lent to pods; to be called before cytoscape looks what is under the pointer. */
  lend(nodes: ReadonlyMap<string, SceneNode>): void
  /** Makes these the related objects and the edges from them; to be called again after any other change of nodes. */
  relate(nodes: readonly SceneNode[], edges: readonly SceneEdge[]): void
  /** Marks the selected among the nodes. */
  select(ids: ReadonlySet<string>): void
  look(view: View): void
  end(): void
}

function tappedOn(event: EventObject): Tapped {
  if (event.target === event.cy) return null
  const kind: unknown = event.target.data('kind')
  const ref: unknown = event.target.data('ref')
  if (typeof ref !== 'number' || kind === 'relation') return null
  return kind === 'pod' ? { pod: ref } : { namespace: ref }
}

function apply(cy: Core, operation: Operation): void {
  switch (operation.op) {
    case 'add': {
      const { id, parent, kind, ref, x, y, width, height } = operation.node
      cy.add({ group: 'nodes', data: { id, ...(parent === null ? {} : { parent }), kind, ref, width, height }, classes: kind, ...(kind === 'namespace' ? {} : { position: { x, y } }) })
      return
    }
    case 'move': {
      const { id, x, y, width, height } = operation.node
      cy.getElementById(id).data({ width, height }).position({ x, y })
      return
    }
    case 'remove':
      cy.getElementById(operation.id).remove()
      return
    default:
      assertNever(operation)
  }
}

export function createCytoscapeGraph(container: HTMLElement, onTap: (tap: TapEvent) => void): CytoscapeGraph {
  const options: CytoscapeOptions & { readonly renderer: { readonly name: string } } = {
    container, style: STYLE, renderer: { name: UNSEEN }, layout: { name: 'preset', fit: false }, minZoom: 1e-4, maxZoom: 50, pixelRatio: 1,
    // The camera moves the view and the pointer draws the rubber band, over pods that have no node as well.
    userPanningEnabled: false, userZoomingEnabled: false, boxSelectionEnabled: false, autoungrabify: true, autounselectify: true,
  }
  const cy = cytoscape(options)
  const tell = (kind: TapEvent['kind']) => (event: EventObject) => {
    if (event.originalEvent instanceof MouseEvent) onTap({ kind, on: tappedOn(event), event: event.originalEvent })
  }
  cy.on('tap', tell('tap'))
  cy.on('dbltap', tell('double'))
  cy.on('cxttap', tell('menu'))
  let shown: ReadonlyMap<string, SceneNode> = new Map()
  let lent: ReadonlyMap<string, SceneNode> = new Map()
  let selected: ReadonlySet<string> = new Set()
  const turn = (before: ReadonlyMap<string, SceneNode>, after: ReadonlyMap<string, SceneNode>) => {
    const operations = diffScene(before, after)
    if (operations.length === 0) return
    cy.batch(() => operations.forEach((operation) => apply(cy, operation)))
    settleSizes(cy)
  }
  const lend = (nodes: ReadonlyMap<string, SceneNode>) => {
    turn(lent, nodes)
    lent = nodes
  }
  return {
    hold(scene) {
      lend(new Map())
      turn(shown, scene)
      shown = scene
    },
    lend,
    relate(nodes, edges) {
      cy.batch(() => {
        cy.remove('edge, .relation')
        for (const node of nodes) apply(cy, { op: 'add', node })
        for (const { source, target, pods } of edges) {
          if (cy.getElementById(source).nonempty() && cy.getElementById(target).nonempty()) cy.add({ group: 'edges', data: { source, target, pods } })
        }
      })
      settleSizes(cy)
    },
    select(ids) {
      // Only this may select: what is selected is known elsewhere, and tapping would change it here alone.
      cy.autounselectify(false)
      cy.batch(() => {
        for (const id of selected) if (!ids.has(id)) cy.getElementById(id).unselect()
        for (const id of ids) cy.getElementById(id).select()
      })
      cy.autounselectify(true)
      selected = ids
    },
    look: ({ zoom, panX, panY }) => {
      if (cy.zoom() !== zoom || cy.pan().x !== panX || cy.pan().y !== panY) cy.viewport({ zoom, pan: { x: panX, y: panY } })
    },
    end: () => cy.destroy(),
  }
}
