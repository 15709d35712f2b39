import { boundsOf, fromMiniMap, planMiniMap, type MiniMap, type Point, type Split } from '../graph/index.ts'
import { POD_STATES } from '../state/index.ts'
import type { Camera } from './camera.ts'
import { fillOf } from './colours.ts'
import type { Picture } from './picture.ts'

/** The map is no larger than this, in pixels. */
const MOST = { width: 132, height: 96 }
/** What its namespaces show is painted again no sooner than this (ms). */
const AGAIN = 250

const RUNNING = POD_STATES.indexOf('running')

export interface MiniMapElements {
  readonly frame: HTMLElement
  readonly canvas: HTMLCanvasElement
  /** Around what the window shows. */
  readonly shown: HTMLElement
}

/** How much of a namespace is painted in which colour: what of it matches, or is in another state than most are in. */
function sharesOf({ palette, asked }: Picture, { pods, matched, byState }: Split): readonly (readonly [colour: string, share: number])[] {
  if (pods === 0) return []
  if (asked) return matched === 0 ? [] : [[palette.accent, matched / pods]]
  return byState.flatMap((count, state) => (count === 0 || state === RUNNING ? [] : [[fillOf(palette, state), count / pods] as const]))
}

function paint(canvas: HTMLCanvasElement, picture: Picture, { width, height, scale, origin }: MiniMap): void {
  const ratio = window.devicePixelRatio
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) })
  const context = canvas.getContext('2d')!
  context.scale(ratio, ratio)
  for (const box of picture.layout.boxes.values()) {
    const [left, top, wide, high] = [(box.x - origin.x) * scale, (box.y - origin.y) * scale, box.width * scale, box.height * scale]
    context.fillStyle = picture.palette.unmatched
    context.fillRect(left, top, wide, high)
    const split = picture.splits.get(box.namespace)
    let x = left
    for (const [colour, share] of split === undefined ? [] : sharesOf(picture, split)) {
      // However few there are, they show.
      const length = Math.max(1 / ratio, wide * share)
      context.fillStyle = colour
      context.fillRect(Math.min(x, left + wide - length), top, length, high)
      x += length
    }
  }
}

/** Keeps the map true to each frame, and goes where it is pressed, until the signal ends it. Returns what is to be called after a frame. */
export function createMiniMap({ frame, canvas, shown }: MiniMapElements, signal: AbortSignal): (picture: Picture, camera: Camera) => void {
  let map: MiniMap | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: { readonly picture: Picture; readonly camera: Camera } | null = null

  const repaint = () => {
    timer = undefined
    if (map !== null && last !== null) paint(canvas, last.picture, map)
  }
  const go = (event: PointerEvent) => {
    if (map === null || last === null) return
    const corner = canvas.getBoundingClientRect()
    const at: Point = { x: event.clientX - corner.left, y: event.clientY - corner.top }
    last.camera.centre(fromMiniMap(map, at))
  }
  frame.addEventListener('pointerdown', (event) => {
    frame.setPointerCapture(event.pointerId)
    go(event)
  }, { signal })
  frame.addEventListener('pointermove', (event) => { if (frame.hasPointerCapture(event.pointerId)) go(event) }, { signal })
  signal.addEventListener('abort', () => clearTimeout(timer))

  return (picture, camera) => {
    last = { picture, camera }
    const bounds = boundsOf(picture.layout.boxes.values())
    const before = map
    map = bounds === null ? null : planMiniMap(bounds, camera.view(), MOST)
    // To set it to what it is would cost a style anew in each frame.
    if (frame.hidden !== (map === null)) frame.hidden = map === null
    if (map === null) return
    const { x, y, width, height } = map.shown
    Object.assign(shown.style, { transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` })
    if (before === null || before.width !== map.width || before.height !== map.height) {
      Object.assign(canvas.style, { width: `${map.width}px`, height: `${map.height}px` })
      repaint()
    } else timer ??= setTimeout(repaint, AGAIN)
  }
}
