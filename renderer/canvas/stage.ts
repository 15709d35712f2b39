import type { i18n } from 'i18next'
import { createLayout, createTally, type Layout } from '../graph/index.ts'
import { PALETTES, useTheme } from '../look/index.ts'
import { POD_STATES, useCluster, useQuestion } from '../state/index.ts'
import { createCamera, type Camera } from './camera.ts'
import { createPainter, type Painter } from './painter.ts'
import type { Picture } from './picture.ts'
import { createPlaces, type Places } from './places.ts'
import { currentWords } from './words.ts'

/** Past this many objects nothing fades or glides by itself. */
const MOST_MOVING = 2000
/** While pods keep changing they are painted this often (ms) at most, in every other frame: the frames between are for the hand. */
const PACE = 30

/** What the graph is made of, and its heartbeat: whoever changes the picture asks for a frame, and one frame paints it all. */
export interface Stage {
  readonly picture: Picture
  readonly camera: Camera
  readonly painter: Painter
  readonly places: Places
  /** Paints in the next frame; once, however often it is asked for. */
  readonly request: () => void
  /** Paints now what was asked for, where the next frame would be too late. */
  flush(): void
  /** Paints in the next frame, or in the one after while pods keep changing. */
  readonly requestCalmly: () => void
  /** Pods in these slots came, went or changed; null: in any. Paints what is seen of it, calmly. */
  recount(slots: readonly number[] | null): void
  /** Other pods match. */
  rematch(): void
  /** How many pods match, as of the last frame. */
  readonly matched: () => number
  /** Whether nothing should move by itself now. */
  readonly still: () => boolean
}

function firstPicture(texts: i18n, layout: Layout): Picture {
  const { replica } = useCluster.getState()
  return {
    layout, pods: replica.pods, namespaces: replica.namespaces, splits: new Map(), matched: null, asked: false, mode: useQuestion.getState().mode, scope: null,
    named: new Set(), selected: null, selectedNamespaces: new Set(), selectedObjects: new Set(), relations: null, cursor: null, chip: null, pointed: -1, lasso: null, drop: null, palette: PALETTES[useTheme.getState().name], words: currentWords(texts),
  }
}

/** Sets the stage on a canvas. `painted` is called after each frame with what was painted. */
export function createStage(canvas: HTMLCanvasElement, texts: i18n, painted: (picture: Picture, camera: Camera) => void, signal: AbortSignal): Stage {
  const makeLayout = () => createLayout(() => camera.shape())
  const picture = firstPicture(texts, makeLayout())
  const painter = createPainter(canvas)
  const places = createPlaces(picture, makeLayout)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  /** When it was last painted, and what waits to ask for the next frame. */
  let lastPaint = -Infinity
  let waiting: ReturnType<typeof setTimeout> | undefined
  const tally = createTally(POD_STATES.length)
  picture.splits = tally.splits
  /** Slots that are to be counted again before the next frame; null: all. */
  let uncounted: Set<number> | null = null
  let rematched = false

  const countPods = () => {
    if (uncounted === null) tally.recount(picture)
    else {
      if (rematched) tally.rematch(picture.matched)
      if (uncounted.size > 0) tally.follow(picture, uncounted)
    }
    uncounted = new Set()
    rematched = false
  }

  const paint = (now: number) => {
    frame = 0
    lastPaint = performance.now()
    clearTimeout(waiting)
    waiting = undefined
    places.arrange(camera)
    countPods()
    const gliding = camera.tick(now)
    const moving = painter.motion.settle(now)
    painter.paint(picture, camera.view(), window.devicePixelRatio, now)
    painted(picture, camera)
    if (gliding || moving) request()
  }
  function request(): void {
    if (frame === 0 && !signal.aborted) frame = requestAnimationFrame(paint)
  }
  const requestCalmly = () => {
    const rest = lastPaint + PACE - performance.now()
    if (rest <= 0) request()
    else waiting ??= setTimeout(request, rest)
  }
  const recount = (slots: readonly number[] | null) => {
    if (slots === null) uncounted = null
    else if (uncounted !== null) for (const slot of slots) uncounted.add(slot)
    if (painter.follow(picture, camera.view(), slots)) requestCalmly()
  }
  const still = () => calm.matches || picture.pods.count > MOST_MOVING
  const camera: Camera = createCamera({ layout: () => picture.layout, moved: request, still: () => calm.matches })
  signal.addEventListener('abort', () => {
    cancelAnimationFrame(frame)
    clearTimeout(waiting)
  })

  return {
    picture, camera, painter, places, request, requestCalmly, still,
    flush() {
      cancelAnimationFrame(frame)
      paint(performance.now())
    },
    recount,
    rematch() {
      rematched = true
      painter.recolour()
      request()
    },
    matched: () => tally.matched,
  }
}
