import type { i18n } from 'i18next'
import { createLayout, matchSplits, splitPods, type Split } from '../graph/index.ts'
import { PALETTES, useTheme } from '../look/index.ts'
import { POD_STATES, useCluster, useQuestion } from '../state/index.ts'
import { createCamera, type Camera } from './camera.ts'
import { createPainter, type Painter } from './painter.ts'
import type { Picture } from './picture.ts'
import { createPlaces, type Places } from './places.ts'
import { currentWords } from './words.ts'

/** Past this many objects nothing fades or glides by itself. */
const MOST_MOVING = 2000

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
  /** Pods came, went or changed their states. */
  recount(): void
  /** Other pods match than before. */
  rematch(): void
  /** Whether nothing should move by itself now. */
  readonly still: () => boolean
}

function firstPicture(texts: i18n): Picture {
  const { replica } = useCluster.getState()
  return {
    layout: createLayout(), pods: replica.pods, namespaces: replica.namespaces, splits: new Map(), matched: null, asked: false, mode: useQuestion.getState().mode, scope: null,
    named: new Set(), selected: null, selectedNamespaces: new Set(), selectedObjects: new Set(), relations: null, cursor: null, pointed: -1, lasso: null, drop: null, palette: PALETTES[useTheme.getState().name], words: currentWords(texts),
  }
}

/** Sets the stage on a canvas. `painted` is called after each frame with what was painted. */
export function createStage(canvas: HTMLCanvasElement, texts: i18n, painted: (picture: Picture, camera: Camera) => void, signal: AbortSignal): Stage {
  const picture = firstPicture(texts)
  const painter = createPainter(canvas)
  const places = createPlaces(picture)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
  let frame = 0
  let counted: ReadonlyMap<number, Split> | null = null
  let matched = false

  const countPods = () => {
    if (matched) return
    counted ??= splitPods(picture.pods, POD_STATES.length)
    picture.splits = picture.matched === null ? counted : matchSplits(counted, picture.pods, picture.matched)
    matched = true
  }

  const paint = (now: number) => {
    frame = 0
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
  const rematch = () => {
    matched = false
    painter.recolour()
    request()
  }
  const still = () => calm.matches || picture.pods.count > MOST_MOVING
  const camera: Camera = createCamera({ layout: () => picture.layout, moved: request, still: () => calm.matches })
  signal.addEventListener('abort', () => cancelAnimationFrame(frame))

  return {
    picture, camera, painter, places, request, still,
    flush() {
      cancelAnimationFrame(frame)
      paint(performance.now())
    },
    recount() {
      counted = null
      rematch()
    },
    rematch,
  }
}
