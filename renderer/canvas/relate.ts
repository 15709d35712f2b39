import { hasBit } from '../../shared/selector/index.ts'
import { createRelations, planRelations, type Question, type RelationPlan, type Relations } from '../graph/index.ts'
import { inSlices, useCluster, useQuestion, useSelection } from '../state/index.ts'
import { useHand } from './hand-store.ts'
import type { Stage } from './stage.ts'

/** Relations are found when the picture has been painted (ms), and take no more than this share of the time. */
const SOON = 20
const SHARE = 1 / 8

/** Keeps the relations that are shown true to the cluster and to what is selected or matches, until the signal ends it. Returns what has them found anew, for pods in other places. */
export function followRelations(stage: Stage, changed: () => void, signal: AbortSignal): () => void {
  const { picture } = stage
  const { replica } = useCluster.getState()
  /** Null while none are shown, so that changes of the cluster cost nothing then. */
  let relations: Relations | null = null
  const openRelations = (): Relations => {
    const opened = createRelations(replica)
    opened.follow({ reset: true, slots: Array.from({ length: replica.pods.capacity }, (_, slot) => slot), kinds: new Set() })
    return opened
  }
  /** Gives up what is being found, or waited for. */
  let stop: (() => void) | null = null
  let took = 0
  let again = false

  const ask = (): Question | null => {
    const shown = useHand.getState().relations
    if (shown === 'off') return null
    if (shown === 'matches') {
      const { matched } = picture
      return matched === null ? null : { asks: (slot) => hasBit(matched, slot), objects: new Set(), namespaces: picture.namespaces.filter(({ pods }) => pods > 0) }
    }
    const { selected: chosen } = picture
    const objects = [...useSelection.getState().selected].flatMap((uid) => replica.get(uid) ?? [])
    const names = new Set(objects.map(({ namespace }) => namespace))
    return {
      asks: (slot) => chosen?.[slot] === 1, namespaces: picture.namespaces.filter(({ name }) => names.has(name)),
      objects: new Set(objects.flatMap(({ kind, uid }) => (kind === 'Pod' || kind === 'Namespace' ? [] : [uid]))),
    }
  }

  const find = () => {
    const question = ask()
    again = false
    if (question === null) show(null, 0)
    else stop = inSlices(planRelations(relations ??= openRelations(), replica, picture.layout, question), show)
  }

  const show = (plan: RelationPlan | null, worked: number) => {
    stop = null
    took = worked
    const edges = plan?.bundles.reduce((sum, { slots }) => sum + slots.length, 0) ?? 0
    picture.relations = plan === null || plan.objects.length === 0 ? null : { plan, edges, places: { chips: [], marks: [], ends: new Map() }, view: null }
    useHand.setState({ related: plan === null ? null : { objects: plan.objects.map(({ object }) => object), pods: plan.pods } })
    changed()
    stage.request()
    if (again) findSoon()
  }
  function findSoon(): void {
    if (useHand.getState().relations === 'off' && picture.relations === null) return
    // What changes while they are being found is looked at in the next turn.
    if (stop !== null) {
      again = true
      return
    }
    const timer = setTimeout(find, Math.max(SOON, took / SHARE))
    stop = () => clearTimeout(timer)
  }

  /** For another question: what was found for the last one says nothing of it. */
  function findAnew(): void {
    if (useHand.getState().related !== null) useHand.setState({ related: null })
    findSoon()
  }

  const ends = [
    useCluster.subscribe(({ change }) => {
      if (relations?.follow(change) === true) findSoon()
    }),
    useSelection.subscribe(({ selected }, before) => {
      if (selected !== before.selected) findAnew()
    }),
    useQuestion.subscribe(({ selector, scope, matches }, before) => {
      if (selector !== before.selector || scope !== before.scope) findAnew()
      else if (matches !== before.matches) findSoon()
    }),
    useHand.subscribe((hand, before) => {
      if (hand.relations === before.relations) return
      if (hand.relations === 'off') relations = null
      findAnew()
    }),
    () => stop?.(),
  ]
  signal.addEventListener('abort', () => ends.forEach((end) => end()))
  return findSoon
}
