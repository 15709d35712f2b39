import type { i18n } from 'i18next'
import { planGhosts } from '../graph/index.ts'
import { PALETTES, useTheme } from '../look/index.ts'
import { useCluster, useDrag, useQuestion, useSelection, type ClusterState, type DragState, type QuestionState, type ReplicaChange, type SelectionState } from '../state/index.ts'
import { createGathering } from './gathering.ts'
import type { DropPicture, Picture } from './picture.ts'
import type { Stage } from './stage.ts'
import { currentWords } from './words.ts'

const DEFAULT = 'default'
/** When no pod has come or gone for so long (ms), namespaces give back the room that none has taken. */
const QUIET = 3000

function namedKeys({ selector }: QuestionState): ReadonlySet<string> {
  return new Set(selector.selects === 'nothing' ? [] : selector.requirements.map(({ key }) => key))
}

function pictureDrop(picture: Picture, { over }: DragState): DropPicture | null {
  if (over === null) return null
  const target = over.target === null ? undefined : picture.namespaces.find(({ name }) => name === over.target)
  const newcomers = over.ghosts.map((ghost) => ({ ...ghost, namespace: ghost.namespace ?? over.target ?? DEFAULT }))
  // While isolating, the places shown are not those where anything would land.
  const plan = picture.mode === 'isolate' && picture.matched !== null
    ? { cards: [], frames: [] }
    : planGhosts(picture.layout, picture.pods, picture.namespaces, newcomers)
  return { target: target?.index ?? null, ghosts: over.ghosts, plan }
}

/** Keeps the picture true to the window's state, without React, so that a keystroke is painted in its own frame. */
export function followStores(stage: Stage, changed: { places(): void; selection(): void }, texts: i18n, signal: AbortSignal): void {
  const { picture, painter, camera, places } = stage

  const gathering = createGathering((change) => takeChange(change))
  let quiet: ReturnType<typeof setTimeout> | undefined
  const giveBack = () => {
    // Under a hand that drags something in, nothing changes its size.
    if (picture.drop !== null) return waitForQuiet()
    if (!places.settle()) return
    if (!places.isolating()) camera.follow(true)
    changed.places()
    stage.request()
  }
  const waitForQuiet = () => {
    clearTimeout(quiet)
    quiet = setTimeout(giveBack, QUIET)
  }

  const takeCluster = ({ change }: ClusterState) => {
    if (gathering.keeps(change, places.empty(), performance.now())) stage.recount()
    else if (change.reset || change.slots.length > 0 || change.kinds.has('Namespace')) takeChange(change)
  }

  const takeChange = (change: ReplicaChange) => {
    const outcome = places.follow(change)
    if (stage.still() || change.reset || places.isolating()) painter.motion.stop()
    else painter.motion.begin(outcome, performance.now())
    if (outcome.reshaped && !places.isolating()) camera.follow(!change.reset)
    if (picture.drop !== null) picture.drop = pictureDrop(picture, useDrag.getState())
    changed.places()
    takeSelection(useSelection.getState())
    stage.recount()
    if (change.reset || outcome.arrived.length > 0 || outcome.left.length > 0) waitForQuiet()
  }

  const takeQuestion = (state: QuestionState) => {
    const { asked, scope, mode, matches } = state
    Object.assign(picture, { asked, scope, mode, matched: asked || scope !== null ? matches.bySlot : null, named: asked ? namedKeys(state) : new Set() })
    stage.rematch()
  }

  const takeSelection = ({ selected }: SelectionState) => {
    const before = picture.selected
    picture.selected = null
    const namespaces = new Set<number>()
    for (const uid of selected) {
      const slot = picture.pods.slotOf(uid)
      if (slot >= 0) (picture.selected ??= new Uint8Array(picture.pods.capacity))[slot] = 1
    }
    for (const entry of picture.namespaces) if (entry.object !== undefined && selected.has(entry.object.uid)) namespaces.add(entry.index)
    picture.selectedNamespaces = namespaces
    picture.selectedObjects = selected
    if (before !== null || picture.selected !== null) painter.recolour()
    changed.selection()
    stage.request()
  }

  const takeDrag = (state: DragState) => {
    picture.drop = pictureDrop(picture, state)
    stage.request()
  }

  const takeWords = () => {
    picture.words = currentWords(texts)
    stage.request()
  }

  takeCluster(useCluster.getState())
  takeQuestion(useQuestion.getState())
  takeDrag(useDrag.getState())
  texts.on('languageChanged', takeWords)
  const ends = [
    useCluster.subscribe(takeCluster),
    useQuestion.subscribe(takeQuestion),
    useSelection.subscribe(takeSelection),
    useDrag.subscribe(takeDrag),
    useTheme.subscribe(({ name }) => {
      picture.palette = PALETTES[name]
      painter.recolour()
      stage.request()
    }),
    () => texts.off('languageChanged', takeWords),
    () => clearTimeout(quiet),
    gathering.stop,
  ]
  signal.addEventListener('abort', () => ends.forEach((end) => end()))
}
