import type { i18n } from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CELL, pixelsPerUnit, type Point } from '../graph/index.ts'
import { setGraphHandle } from '../state/index.ts'
import { createControl, type Control } from './control.ts'
import { EmptyGraph } from './empty-graph.tsx'
import { followStores } from './follow-stores.ts'
import { isTitleWhole } from './frames.ts'
import { GraphMenu } from './graph-menu.tsx'
import { createHand, type Hand } from './hand.ts'
import { useHand } from './hand-store.ts'
import { commandOf } from './keyboard.ts'
import { followPointer } from './pointer.ts'
import { LassoButton } from './lasso-button.tsx'
import { Legend } from './legend.tsx'
import { createMiniMap, type MiniMapElements } from './mini-map.ts'
import { followRelations } from './relate.ts'
import { RelationMenu } from './relation-menu.tsx'
import { relatedAt } from './relations.ts'
import { SpokenCursor } from './spoken-cursor.tsx'
import { createStage } from './stage.ts'
import { Tooltip } from './tooltip.tsx'
import { underAt } from './under.ts'
import { ZoomButtons } from './zoom-buttons.tsx'
import './graph.css'

/** Cytoscape is loaded when the window has nothing else to do after its first picture, but no later than this (ms). */
const LOADED_WITHIN = 1000

interface Elements {
  readonly region: HTMLElement
  readonly canvas: HTMLCanvasElement
  /** Where cytoscape is, over the canvas. */
  readonly layer: HTMLElement
  readonly map: MiniMapElements
}

/** Brings the graph to life in its elements, until the signal ends it. */
function startGraph({ region, canvas, layer, map }: Elements, texts: i18n, signal: AbortSignal): Control {
  const cornerOf = () => {
    const { left, top } = canvas.getBoundingClientRect()
    return { x: left, y: top }
  }
  let hand: Hand | null = null
  let loading = false
  let idle = 0
  const settleSoon = () => {
    if (hand === null) return
    cancelIdleCallback(idle)
    idle = requestIdleCallback(() => hand?.settle(picture.pointed))
  }
  // Painting, hovering and moving about need no cytoscape, so the picture comes first. A tap before it is there does nothing.
  const takeInHand = async () => {
    const { createCytoscapeGraph } = await import('./cytoscape-graph.ts')
    if (signal.aborted) return
    const graph = createCytoscapeGraph(layer, (event) => control.tap(event))
    signal.addEventListener('abort', () => graph.end())
    hand = createHand(picture, camera, graph)
    settleSoon()
  }
  const followMap = createMiniMap(map, signal)
  const stage = createStage(canvas, texts, (picture, camera) => {
    followMap(picture, camera)
    const matched = picture.matched === null ? picture.pods.count : stage.matched()
    region.dataset['pods'] = String(picture.layout.pods)
    region.dataset['matched'] = String(matched)
    const view = camera.view()
    region.dataset['cell'] = (CELL.width * pixelsPerUnit(view)).toFixed(1)
    region.dataset['shape'] = String(camera.shape())
    region.dataset['view'] = `${view.panX} ${view.panY} ${pixelsPerUnit(view)}`
    if (loading) return
    loading = true
    idle = requestIdleCallback(() => void takeInHand(), { timeout: LOADED_WITHIN })
  }, signal)
  const { picture, camera } = stage
  // What is known already is laid out at once, in the window's shape.
  camera.resize(canvas.clientWidth, canvas.clientHeight)
  const findRelations = followRelations(stage, settleSoon, signal)
  const moved = () => {
    hand?.stale()
    settleSoon()
    findRelations()
  }
  const control = createControl(stage, cornerOf, moved)
  followStores(stage, { places: moved, selection: settleSoon }, texts, signal)

  const underNow = (at: Point) => underAt(picture, camera.view(), window.devicePixelRatio, at)
  followPointer(layer, {
    hover(at) {
      const related = at === null ? null : relatedAt(picture, at)
      const { pod, namespace } = at === null || related !== null ? { pod: -1, namespace: -1 } : underNow(at)
      hand?.settle(pod)
      const box = pod >= 0 ? undefined : picture.layout.boxes.get(namespace)
      const entry = box === undefined ? undefined : picture.namespaces[namespace]
      const nameless = box !== undefined && entry !== undefined && !isTitleWhole(box, pixelsPerUnit(camera.view()), entry.name) ? entry.object : undefined
      const uid = related ?? (pod < 0 ? nameless : picture.pods.at(pod))?.uid
      if (pod !== picture.pointed) stage.request()
      picture.pointed = pod
      if (uid !== undefined && at !== null) useHand.setState({ pointed: { uid, at } })
      else if (useHand.getState().pointed !== null) useHand.setState({ pointed: null })
    },
    pressed(at) {
      hand?.settle(underNow(at).pod)
      // What is done to it is seen; what is said of it would lie over that.
      if (useHand.getState().pointed !== null) useHand.setState({ pointed: null })
      control.blur()
    },
    pan: (dx, dy) => camera.panBy(dx, dy),
    zoom: (factor, at) => camera.zoomBy(factor, at),
    lassoing: () => useHand.getState().lasso,
    draw: (line) => control.draw(line),
    choose: (area, add) => control.choose(area, add),
    chooseInside: (line, add) => control.chooseInside(line, add),
  }, signal)

  layer.tabIndex = 0
  // Heard from outside of the layer, because cytoscape takes the focus from whatever has it when it hears of the press.
  region.addEventListener('mousedown', ({ target }) => {
    if (!(target instanceof Node) || !layer.contains(target)) return
    // The first focus of a window counts as the keyboard's, whoever gave it.
    region.dataset['pressed'] = ''
    layer.focus({ preventScroll: true })
  }, { signal })
  const sizes = new ResizeObserver(() => {
    camera.resize(canvas.clientWidth, canvas.clientHeight)
    // Sizes are observed after the frame's callbacks: without this the old picture would be stretched for a frame.
    stage.flush()
  })
  sizes.observe(canvas)
  const followRatio = () => {
    if (signal.aborted) return
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', followRatio, { once: true, signal })
    stage.request()
  }
  followRatio()
  layer.addEventListener('focus', () => control.focus(region.dataset['pressed'] === undefined && layer.matches(':focus-visible')), { signal })
  layer.addEventListener('blur', () => {
    delete region.dataset['pressed']
    control.blur()
  }, { signal })
  layer.addEventListener('keydown', (event) => {
    delete region.dataset['pressed']
    const command = commandOf(event)
    if (command === null) return
    event.preventDefault()
    event.stopPropagation()
    control.run(command)
  }, { signal })
  setGraphHandle({
    namespaceAt(x, y) {
      const corner = cornerOf()
      const { namespace } = underNow({ x: x - corner.x, y: y - corner.y })
      return picture.namespaces[namespace]?.name ?? null
    },
    reveal: (uid) => control.reveal(uid),
  })
  signal.addEventListener('abort', () => {
    sizes.disconnect()
    cancelIdleCallback(idle)
    setGraphHandle(null)
    useHand.setState({ pointed: null, cursor: null, lasso: false, inside: null, relations: 'off', related: null, menu: null })
  })
  return control
}

/** The cluster as a picture: namespaces with their pods, painted on a canvas that the hand and the keyboard can work on. */
export function GraphView() {
  const { t, i18n: texts } = useTranslation()
  const region = useRef<HTMLElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const map = useRef<HTMLDivElement>(null)
  const mapCanvas = useRef<HTMLCanvasElement>(null)
  const mapShown = useRef<HTMLDivElement>(null)
  const lasso = useHand((hand) => hand.lasso)
  const [control, setControl] = useState<Control | null>(null)
  useEffect(() => {
    const ending = new AbortController()
    const mapElements = { frame: map.current!, canvas: mapCanvas.current!, shown: mapShown.current! }
    setControl(startGraph({ region: region.current!, canvas: canvas.current!, layer: layer.current!, map: mapElements }, texts, ending.signal))
    return () => ending.abort()
  }, [texts])
  return (
    <section className="graph" aria-label={t('graph.region')} ref={region}>
      <canvas className="graph-canvas" ref={canvas} aria-hidden="true" />
      <div className="graph-layer" ref={layer} data-lasso={lasso ? '' : undefined} role="application" aria-label={t('graph.application')} aria-describedby="graph-keys" />
      <p id="graph-keys" className="visually-hidden">{t('graph.keys')}</p>
      <EmptyGraph />
      <SpokenCursor />
      <Tooltip />
      {/* For the pointer alone: by keyboard, arrow keys and "fit all" do the same. */}
      <div className="graph-map" ref={map} aria-hidden="true" hidden><canvas ref={mapCanvas} /><div className="graph-map-shown" ref={mapShown} /></div>
      {control !== null && (
        <ZoomButtons onZoomIn={() => control.run({ command: 'zoom-in' })} onZoomOut={() => control.run({ command: 'zoom-out' })} onFit={() => control.run({ command: 'fit' })}>
          <RelationMenu />
          <Legend />
          <LassoButton onToggle={() => control.toggleLasso()} />
        </ZoomButtons>
      )}
      <GraphMenu />
    </section>
  )
}
