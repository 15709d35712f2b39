import { assertNever } from '../../shared/lang/assert-never.ts'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { CELL, cursorRect, firstCursor, MAX_ZOOM, pixelsPerUnit, podsIn, podsInside, stepWithChips, toUnits, UNIT, type Cursor, type Direction, type Point, type Rect } from '../graph/index.ts'
import { askDelete, offerSelector, refOf, select, selectMany, toggleSelected, useCluster, useSelection } from '../state/index.ts'
import type { TapEvent, Tapped } from './cytoscape-graph.ts'
import { useHand } from './hand-store.ts'
import type { GraphCommand } from './keyboard.ts'
import { createKeyboardLasso } from './keyboard-lasso.ts'
import { isDimmed, isShown } from './picture.ts'
import { nextMode } from './relation-mode.ts'
import { chipInHand, relatedAt } from './relations.ts'
import type { Stage } from './stage.ts'
import { underAt } from './under.ts'

/** Zoom at which a pod's card shows all it has: 320 pixels wide. */
const OPEN_ZOOM = 320 / (CELL.width * UNIT)
/** Width in pixels of a card that can be read. */
const READABLE = 60
const STEP_ZOOM = 1.5
const STEP_PAN = 80

/** What the hand and the keyboard can do to the graph. */
export interface Control {
  tap(event: TapEvent): void
  run(command: GraphCommand): void
  /** Shows a lasso on its way, by corners in pixels of the window. */
  draw(line: readonly Point[] | null): void
  /** Selects the pods that a rectangle (pixels of the window) touches, or whose middles a line goes around. */
  choose(area: Rect, add: boolean): void
  chooseInside(line: readonly Point[], add: boolean): void
  toggleLasso(): void
  /** Shows an object: its namespace's box, or its card. */
  reveal(uid: string): void
  /** The keyboard came to the graph (and its place is to be seen), or left. */
  focus(byKeyboard: boolean): void
  blur(): void
}

/** `moved` is called when namespaces were laid out afresh. */
export function createControl(stage: Stage, cornerOf: () => Point, moved: () => void): Control {
  const { picture, camera } = stage
  let last: Cursor | null = null
  let tapped = ''
  const lasso = createKeyboardLasso(stage)

  const objectOf = (on: Exclude<Tapped, null>): ObjectSummary | undefined =>
    ('pod' in on ? picture.pods.at(on.pod) : picture.namespaces[on.namespace]?.object)

  const shown = (slot: number) => isShown(picture, slot)

  const setCursor = (cursor: Cursor | null, visible: boolean) => {
    last = cursor ?? last
    picture.cursor = visible ? cursor : null
    picture.chip = null
    useHand.setState({ cursor: cursor === null ? null : (objectOf(cursor)?.uid ?? null) })
    stage.request()
  }

  /** Where the keyboard is: where it was, else at what is selected, else at the first pod. */
  const current = (): Cursor | null => {
    if (last !== null && cursorRect(picture.layout, last) !== null) return last
    const slot = picture.pods.slotOf(useSelection.getState().focused ?? '')
    return slot >= 0 && picture.layout.placeOf(slot) !== undefined ? { pod: slot } : firstCursor(picture.layout, shown)
  }

  const open = (on: Exclude<Tapped, null>) => {
    const rect = cursorRect(picture.layout, on)
    const place = 'pod' in on ? picture.layout.placeOf(on.pod) : undefined
    if (rect === null) return
    // A small cell has to come nearer to show as much.
    camera.show(rect, place === undefined ? MAX_ZOOM / 2 : Math.min(MAX_ZOOM, (OPEN_ZOOM * CELL.width) / place.box.cell.width))
  }

  const inUnits = (line: readonly Point[]) => line.map((point) => toUnits(point, camera.view()))

  const showMenu = (object: ObjectSummary | undefined, at: Point) => {
    if (object === undefined) return
    if (!useSelection.getState().selected.has(object.uid)) select(object.uid)
    useHand.setState({ menu: { uids: [...useSelection.getState().selected], at }, pointed: null })
  }

  const take = (slots: readonly number[], add: boolean) => {
    const uids: string[] = []
    for (const slot of slots) {
      const pod = shown(slot) ? picture.pods.at(slot) : undefined
      if (pod !== undefined) uids.push(pod.uid)
    }
    selectMany(uids, add)
    if (uids.length > 0) offerSelector()
  }

  const move = (direction: Direction) => {
    const from = current()
    if (from === null) return
    const chips = lasso.begun ? [] : (picture.relations?.places.chips ?? [])
    const stop = { cursor: from, chip: chipInHand(picture) }
    const { cursor: to, chip } = picture.cursor === null ? stop : stepWithChips(picture.layout, camera.view(), chips, stop, direction, shown)
    setCursor(to, true)
    if (chip !== null) {
      picture.chip = chip.object.uid
      useHand.setState({ cursor: chip.object.uid })
      return
    }
    const rect = cursorRect(picture.layout, to)
    if (rect !== null) camera.reveal('namespace' in to ? { ...rect, height: Math.min(rect.height, 4) } : rect)
    if (lasso.begun) lasso.stretch()
  }

  /** All that match, box by box in reading order. */
  const uidsOfAll = (): readonly string[] => {
    const uids: string[] = []
    for (const { podAt } of picture.layout.boxes.values()) {
      for (const slot of podAt) {
        const pod = slot >= 0 && !isDimmed(picture, slot) ? picture.pods.at(slot) : undefined
        if (pod !== undefined) uids.push(pod.uid)
      }
    }
    return uids
  }

  /** Shows everything as large as there is room: what has grown askew, or in a window of another shape, is laid out afresh. */
  const fit = () => {
    const change = stage.places.tidy()
    if (change !== null) {
      if (!stage.still()) stage.painter.motion.begin(change, performance.now())
      moved()
    }
    camera.fit(true)
  }

  const selectedObjects = () => {
    const { replica } = useCluster.getState()
    return [...useSelection.getState().selected].flatMap((uid) => replica.get(uid) ?? [])
  }

  const run = (command: GraphCommand): void => {
    // The pointer has been left where it was.
    picture.pointed = -1
    if (useHand.getState().pointed !== null) useHand.setState({ pointed: null })
    const cursor = picture.cursor === null ? null : current()
    const chip = cursor === null ? null : chipInHand(picture)
    const object = chip?.object ?? (cursor === null ? undefined : objectOf(cursor))
    switch (command.command) {
      case 'step': return move(command.direction)
      case 'pan': {
        const { direction } = command
        return camera.panBy(direction === 'left' ? STEP_PAN : direction === 'right' ? -STEP_PAN : 0, direction === 'up' ? STEP_PAN : direction === 'down' ? -STEP_PAN : 0)
      }
      case 'zoom-in': return camera.zoomBy(STEP_ZOOM)
      case 'zoom-out': return camera.zoomBy(1 / STEP_ZOOM)
      case 'fit': return fit()
      case 'lasso': {
        const isOn = useHand.getState().lasso
        if (!isOn && picture.cursor === null) setCursor(current(), true)
        return lasso.turn(!isOn, isOn ? null : picture.cursor)
      }
      case 'relations': return useHand.setState(({ relations }) => ({ relations: nextMode(relations) }))
      case 'open':
        if (lasso.begun) return take(lasso.take(), false)
        if (cursor === null || object === undefined) return
        if (chip !== null) return select(object.uid)
        if (useSelection.getState().focused === object.uid || 'namespace' in cursor) open(cursor)
        return select(object.uid)
      case 'toggle':
        if (lasso.begun) return take(lasso.take(), true)
        return object === undefined ? undefined : toggleSelected(object.uid)
      case 'all': return selectMany(uidsOfAll())
      case 'clear': return useHand.getState().lasso ? lasso.turn(false, null) : select(null)
      case 'delete': {
        const chosen = selectedObjects()
        return askDelete((chosen.length > 0 ? chosen : object === undefined ? [] : [object]).map(refOf))
      }
      case 'menu': {
        const rect = cursor === null ? null : cursorRect(picture.layout, cursor)
        if (cursor === null || rect === null) return
        if (chip !== null) return showMenu(object, { x: chip.rect.x + chip.rect.width / 2, y: chip.rect.y + chip.rect.height })
        const view = camera.view()
        const unit = pixelsPerUnit(view)
        return showMenu(object, { x: (rect.x + rect.width / 2) * unit + view.panX, y: (rect.y + Math.min(rect.height, 6) / 2) * unit + view.panY })
      }
      default: return assertNever(command)
    }
  }

  return {
    run,
    tap({ kind, on: tappedOn, event }) {
      const corner = cornerOf()
      const at = { x: event.clientX - corner.x, y: event.clientY - corner.y }
      // A namespace reaches further up than it is drawn.
      const on = tappedOn !== null && 'namespace' in tappedOn && underAt(picture, camera.view(), window.devicePixelRatio, at).namespace < 0 ? null : tappedOn
      const key = JSON.stringify(on)
      // Two quick taps on different things are two taps.
      const again = key === tapped
      tapped = key
      const related = relatedAt(picture, at)
      const object = related === null ? (on === null ? undefined : objectOf(on)) : useCluster.getState().replica.get(related)
      if (kind === 'menu') return showMenu(object, at)
      if (kind === 'double') {
        if (on !== null && related === null && again) open(on)
        return
      }
      if (on !== null && related === null) setCursor(on, false)
      const adds = event.shiftKey || event.ctrlKey || event.metaKey
      if (object !== undefined && adds) toggleSelected(object.uid)
      else if (!adds) select(object?.uid ?? null)
    },
    choose(area, add) {
      const view = camera.view()
      const from = toUnits(area, view)
      const to = toUnits({ x: area.x + area.width, y: area.y + area.height }, view)
      take(podsIn(picture.layout, { ...from, width: to.x - from.x, height: to.y - from.y }), add)
    },
    chooseInside: (line, add) => take(podsInside(picture.layout, inUnits(line)), add),
    draw(line) {
      lasso.giveWay()
      picture.lasso = line === null ? null : inUnits(line)
      useHand.setState({ inside: null })
      stage.request()
    },
    toggleLasso: () => lasso.turn(!useHand.getState().lasso, null),
    reveal(uid) {
      const slot = picture.pods.slotOf(uid)
      const entry = slot >= 0 ? undefined : picture.namespaces.find((namespace) => namespace.object?.uid === uid)
      const cursor: Cursor | null = slot >= 0 ? { pod: slot } : entry === undefined ? null : { namespace: entry.index }
      const rect = cursor === null ? null : cursorRect(picture.layout, cursor)
      if (cursor === null || rect === null) return
      setCursor(cursor, false)
      const readable = rect.width * pixelsPerUnit(camera.view()) >= READABLE
      if (slot >= 0 && !readable) open(cursor)
      else camera.reveal(rect)
    },
    focus(byKeyboard) {
      if (byKeyboard) setCursor(current(), true)
    },
    blur() {
      if (picture.cursor === null) return
      picture.cursor = null
      stage.request()
    },
  }
}
