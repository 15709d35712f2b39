import type { i18n } from 'i18next'
import { planGhosts } from '../graph/index.ts'
import { PALETTES, useTheme } from '../look/index.ts'
import { useChosen, useCluster, useDrag, useQuestion, useSelection, type Chosen, type ClusterState, type DragState, type QuestionState, type ReplicaChange, type SelectionState } from '../state/index.ts'
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

  const tellPlaces = () => {
    painter.relay()
    changed.places()
  }
  const gathering = createGathering((change) => takeChange(change))
  let quiet: ReturnType<typeof setTimeout> | undefined
  const giveBack = () => {
    // Under a hand that drags something in, nothing changes its size.
    if (picture.drop !== null) return waitForQuiet()
    if (!places.settle()) return
    if (!places.isolating()) camera.follow(true)
    tellPlaces()
    stage.request()
  }
  const waitForQuiet = () => {
    clearTimeout(quiet)
    quiet = setTimeout(giveBack, QUIET)
  }

  const takeCluster = ({ change }: ClusterState) => {
    if (gathering.keeps(change, places.empty(), performance.now())) stage.recount(change.reset ? null : change.slots)
    else if (change.reset || change.slots.length > 0 || change.kinds.has('Namespace')) takeChange(change)
  }

  const takeChange = (change: ReplicaChange) => {
    const outcome = places.follow(change)
    if (stage.still() || change.reset || places.isolating()) painter.motion.stop()
    else painter.motion.begin(outcome, performance.now())
    if (outcome.reshaped && !places.isolating()) camera.follow(!change.reset)
    if (picture.drop !== null) picture.drop = pictureDrop(picture, useDrag.getState())
    // Most changes are of status, and leave every place as it was.
    if (change.reset || outcome.reshaped || outcome.arrived.length > 0 || outcome.left.length > 0 || change.kinds.has('Namespace')) {
      tellPlaces()
      if (stage.still()) stage.requestCalmly()
      else stage.request()
    }
    if (change.kinds.has('Namespace')) takeNamespaces()
    stage.recount(change.reset ? null : change.slots)
    if (change.reset || outcome.arrived.length > 0 || outcome.left.length > 0) waitForQuiet()
  }

  const takeQuestion = (state: QuestionState, before?: QuestionState) => {
    const { asked, scope, mode, matches } = state
    const isSameQuestion = state.selector === before?.selector && scope === before.scope
    // A text that can't be read leaves the last picture as it is.
    if (isSameQuestion && mode === before.mode && matches === before.matches) return
    Object.assign(picture, { asked, scope, mode, matched: asked || scope !== null ? matches.words : null, named: asked ? namedKeys(state) : new Set() })
    // Another answer to the same question is to pods that changed, and those are told of.
    if (isSameQuestion) stage.requestCalmly()
    else stage.rematch()
  }

  const takeNamespaces = () => {
    const { selected } = useSelection.getState()
    picture.selectedNamespaces = new Set(picture.namespaces.flatMap(({ index, object }) => (object !== undefined && selected.has(object.uid) ? [index] : [])))
  }

  const takeSelection = ({ selected }: SelectionState, before: SelectionState) => {
    if (selected === before.selected) return
    picture.selectedObjects = selected
    takeNamespaces()
    changed.selection()
    stage.request()
  }

  const takeChosen = ({ bySlot }: Chosen) => {
    if (bySlot === picture.selected) return
    picture.selected = bySlot
    painter.recolour()
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
  takeChosen(useChosen.getState())
  takeDrag(useDrag.getState())
  texts.on('languageChanged', takeWords)
  const ends = [
    useCluster.subscribe(takeCluster),
    useQuestion.subscribe(takeQuestion),
    useSelection.subscribe(takeSelection),
    useChosen.subscribe(takeChosen),
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
