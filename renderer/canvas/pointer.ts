import { cornersOf, type Point, type Rect } from '../graph/index.ts'

export interface PointerActions {
  /** The pointer moved without a button, or left (null). */
  hover(at: Point | null): void
  pan(dx: number, dy: number): void
  /** Whether a drag draws a lasso. Without it, one with Shift draws a rectangle, and any other moves the view. */
  lassoing(): boolean
  /** The lasso or the rectangle as it is drawn, as corners; null when it is given up. */
  draw(line: readonly Point[] | null): void
  /** A rectangle was drawn. */
  choose(area: Rect, add: boolean): void
  /** A lasso was drawn. */
  chooseInside(line: readonly Point[], add: boolean): void
  zoom(factor: number, at: Point): void
  /** A button went down anywhere on the graph. */
  pressed(at: Point): void
}

/** Pixels that the pointer may tremble before a press becomes a drag. The same as cytoscape's, so that a drag is never a tap. */
const TREMBLE = 4
/** Pixels between two corners of a lasso. */
const STEP = 3
/** Pixels of a wheel's turn that double the zoom, and of one of its lines. */
const DOUBLING = 360
const LINE = 16

/** Turns what the pointer does on an element into actions, in pixels from the element's corner, until the signal ends it. */
export function followPointer(element: HTMLElement, actions: PointerActions, signal: AbortSignal): void {
  const at = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  let press: { readonly from: Point; readonly last: Point; readonly draws: 'rectangle' | 'lasso' | null; readonly line: Point[]; readonly dragging: boolean } | null = null

  const areaOf = (from: Point, to: Point): Rect => ({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) })

  // Captured, so that what the hand is on has its node before cytoscape's own listeners ask for it.
  const options = { capture: true, signal }
  element.addEventListener('mousemove', (event) => { if (press?.dragging !== true) actions.hover(at(event)) }, options)
  element.addEventListener('mousedown', (event) => actions.pressed(at(event)), options)
  element.addEventListener('pointerleave', () => { if (press === null) actions.hover(null) }, { signal })

  element.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return
    const point = at(event)
    const draws = event.button !== 0 ? null : actions.lassoing() ? 'lasso' : event.shiftKey ? 'rectangle' : null
    press = { from: point, last: point, draws, line: [point], dragging: false }
  }, options)

  element.addEventListener('pointermove', (event) => {
    if (press === null) return
    const to = at(event)
    if (!press.dragging) {
      if (Math.hypot(to.x - press.from.x, to.y - press.from.y) < TREMBLE) return
      element.setPointerCapture(event.pointerId)
      element.dataset['dragging'] = press.draws === null ? 'pan' : 'drawing'
      actions.hover(null)
    }
    if (press.draws === 'rectangle') actions.draw(cornersOf(areaOf(press.from, to)))
    else if (press.draws === null) actions.pan(to.x - press.last.x, to.y - press.last.y)
    else {
      const before = press.line.at(-1)!
      if (Math.hypot(to.x - before.x, to.y - before.y) >= STEP) press.line.push(to)
      actions.draw([...press.line, to])
    }
    press = { ...press, last: to, dragging: true }
  }, options)

  const release = (chosen: PointerEvent | null) => {
    const ended = press
    press = null
    delete element.dataset['dragging']
    if (ended === null || !ended.dragging || ended.draws === null) return
    actions.draw(null)
    if (chosen === null) return
    const adds = chosen.ctrlKey || chosen.metaKey
    if (ended.draws === 'rectangle') actions.choose(areaOf(ended.from, at(chosen)), adds)
    else actions.chooseInside([...ended.line, at(chosen)], adds || chosen.shiftKey)
  }
  element.addEventListener('pointerup', release, { signal })
  element.addEventListener('pointercancel', () => release(null), { signal })
  // Wherever the keyboard is: it is the hand's drawing that is given up, and nothing else.
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || press === null || !press.dragging || press.draws === null) return
    event.preventDefault()
    event.stopPropagation()
    release(null)
  }, options)

  element.addEventListener('wheel', (event) => {
    event.preventDefault()
    const turn = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY
    // A pinch arrives as a wheel with ctrl, in small steps.
    actions.zoom(2 ** (-turn / (event.ctrlKey ? DOUBLING / 6 : DOUBLING)), at(event))
  }, { passive: false, signal })
}
