import cytoscape from 'cytoscape'

/** What cytoscape's own base gives a renderer: what is under the pointer, taps, and sizes brought up to date. */
interface BaseRenderer {
  data: object
  readonly container: HTMLElement
  startRenderLoop: () => void
  flushRenderedStyleQueue(): void
}

/**
 * A renderer that cytoscape can be given in place of its canvas one: it finds what is under the pointer and never draws, so it has no
 * canvases, makes no textures, and asks for no frames while nothing happens.
 */
function Unseen(this: BaseRenderer) {
  this.data = {}
  this.startRenderLoop = () => undefined
  // Events are cytoscape's only where their target is inside of its container.
  const glass = document.createElement('div')
  glass.className = 'graph-glass'
  this.container.append(glass)
}

const nothing = () => undefined
Object.assign(Unseen.prototype, {
  redrawHint: nothing, render: nothing, renderTo: nothing, matchCanvasSize: nothing, nodeShapeImpl: nothing, arrowShapeImpl: nothing,
})

export const UNSEEN = 'unseen'
cytoscape('renderer', UNSEEN, Unseen)

/** Brings the sizes that taps are looked up by up to date, which drawing would otherwise do. */
export function settleSizes(cy: cytoscape.Core): void {
  const { renderer } = cy as cytoscape.Core & { renderer(): BaseRenderer }
  renderer.call(cy).flushRenderedStyleQueue()
}
