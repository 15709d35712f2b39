import { between, boundsOf, CELL, fitRect, panBy, resized, revealed, toWindow, UNIT, zoomAt, type Layout, type Point, type Rect, type View } from '../graph/index.ts'
import { ease } from './motion.ts'

/** Where the view is, and how it gets elsewhere. Once the person has moved it, it never moves by itself. */
export interface Camera {
  view(): View
  /** How many times as wide as high the room is in which everything is shown. */
  shape(): number
  /** Shows everything, and goes on doing so as if nobody had moved the view; `animated` glides there. */
  fit(animated: boolean): void
  /** Fits again if nobody has moved the view yet. */
  follow(animated: boolean): void
  resize(width: number, height: number): void
  /** By the person's hand. */
  zoomBy(factor: number, at?: Point): void
  panBy(dx: number, dy: number): void
  /** Shows a rectangle (units) as large as it fits, at most at a zoom. */
  show(rect: Rect, zoomLimit: number): void
  /** Moves just so far that a rectangle (units) is in view. */
  reveal(rect: Rect): void
  /** Brings a point (units) to the middle. */
  centre(at: Point): void
  /** Takes a step of a glide. Returns whether there is more to come. */
  tick(now: number): boolean
  /** Remembers the view, and what goes back to it. */
  keep(): () => void
}

const MARGIN = 16
/** Room kept at the lower edge, for the buttons there. */
const FOOT = 36
/** Cards larger than this (260 pixels wide) show no more than smaller ones. */
const FIT_ZOOM = 260 / (CELL.width * UNIT)
/** Beyond these shapes of the window the whole keeps its own. */
const NARROWEST = 0.6
const WIDEST = 2.6
const GLIDE = 200

export function createCamera(options: { layout(): Layout; moved(): void; still(): boolean }): Camera {
  let view: View = { zoom: 1, panX: 0, panY: 0, width: 1, height: 1 }
  let touched = false
  let glide: { readonly from: View; readonly to: View; since: number | null } | null = null

  const jump = (to: View) => {
    view = to
    glide = null
    options.moved()
  }
  const go = (to: View, animated: boolean) => {
    if (!animated || options.still()) return jump(to)
    glide = { from: view, to, since: null }
    options.moved()
  }
  const fitIn = (rect: Rect, zoomLimit: number): View => ({ ...fitRect(rect, { ...view, height: view.height - FOOT }, MARGIN, zoomLimit), height: view.height })
  const fitted = (): View | null => {
    const bounds = boundsOf(options.layout().boxes.values())
    return bounds === null ? null : fitIn(bounds, FIT_ZOOM)
  }
  const fit = (animated: boolean) => {
    touched = false
    const to = fitted()
    if (to !== null) go(to, animated)
  }
  const target = () => glide?.to ?? view

  return {
    view: () => view,
    shape: () => Math.min(WIDEST, Math.max(NARROWEST, (view.width - 2 * MARGIN) / Math.max(1, view.height - FOOT - 2 * MARGIN))),
    fit,
    follow(animated) {
      if (!touched) fit(animated)
    },
    resize(width, height) {
      const next = resized(view, width, height)
      jump(next)
      if (!touched) fit(false)
    },
    zoomBy(factor, at) {
      touched = true
      const middle = { x: view.width / 2, y: view.height / 2 }
      const fitting = fitted()?.zoom ?? 1
      if (at === undefined) go(zoomAt(target(), factor, middle, fitting), true)
      else jump(zoomAt(view, factor, at, fitting))
    },
    panBy(dx, dy) {
      touched = true
      jump(panBy(target(), dx, dy))
    },
    show(rect, zoomLimit) {
      touched = true
      go(fitIn(rect, zoomLimit), true)
    },
    reveal(rect) {
      const to = revealed(rect, target(), 2 * MARGIN)
      if (to.panX === view.panX && to.panY === view.panY) return
      touched = true
      go(to, true)
    },
    centre(at) {
      touched = true
      const shown = toWindow({ ...at, width: 0, height: 0 }, view)
      jump(panBy(view, view.width / 2 - shown.x, view.height / 2 - shown.y))
    },
    tick(now) {
      if (glide === null) return false
      glide.since ??= now
      const part = (now - glide.since) / GLIDE
      view = part >= 1 ? glide.to : between(glide.from, glide.to, ease(part))
      if (part >= 1) glide = null
      return glide !== null
    },
    keep() {
      const kept = { view: target(), touched }
      return () => {
        touched = kept.touched
        jump(resized(kept.view, view.width, view.height))
      }
    },
  }
}
