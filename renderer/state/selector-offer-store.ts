import { create } from 'zustand'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { finish } from '../../shared/lang/finish.ts'
import { synthesiseSelector, type Synthesis } from '../../shared/selector/index.ts'
import { useCluster } from './cluster-store.ts'
import { inSlices } from './in-slices.ts'
import type { Scope } from './matches.ts'
import { askText, setScope, useQuestion } from './question-store.ts'
import { useSelection } from './selection-store.ts'

/** So long (ms) after a change of pods an offer is thought over, and so many times as long as that takes. */
const AGAIN_MS = 1000
const REST = 20
/** So often it is begun anew because pods came, went or got other labels meanwhile, before it is done at once. */
const MOST_STARTS = 3
/** Pods looked at between two pauses. */
const A_FEW = 5_000

/** The selector that selects exactly the selected pods among those in scope, or why there is none. */
export interface SelectorOffer {
  readonly pods: number
  /** What the selector has to be limited to. */
  readonly scope: Scope
  readonly answer:
    | Exclude<Synthesis, { readonly found: 'none' }>
    /** Whatever selects `like` selects `outside` too. */
    | { readonly found: 'none'; readonly outside: ObjectSummary; readonly like: readonly ObjectSummary[] }
}

export const useSelectorOffer = create<{ readonly offer: SelectorOffer | null }>(() => ({ offer: null }))

const termsOf = (synthesis: Synthesis): number =>
  (synthesis.found === 'selector' && synthesis.selector.selects === 'matching' ? synthesis.selector.requirements.length : Infinity)

/** Of all namespaces and the only one that the pods are in, what takes fewer terms. */
function* findOffer(selected: ReadonlySet<string>): Generator<undefined, SelectorOffer | null> {
  const { replica } = useCluster.getState()
  const { pods, labels } = replica
  const slots: number[] = []
  const namespaces = new Set<string>()
  let looked = 0
  for (const uid of selected) {
    if (looked++ % A_FEW === 0) yield
    const slot = pods.slotOf(uid)
    if (slot < 0) continue
    slots.push(slot)
    namespaces.add(pods.at(slot)!.namespace)
  }
  if (slots.length === 0) return null
  const asked = useQuestion.getState().scope
  const synthesise = (scope: Scope) => synthesiseSelector({ index: labels, scope, labelsOf: (slot) => pods.at(slot)!.labels }, slots)
  let scope = namespaces.size === 1 && asked !== null ? [...namespaces][0]! : null
  let found = yield* synthesise(scope)
  if (scope === null && namespaces.size === 1) {
    const [only] = [...namespaces]
    const within = yield* synthesise(only!)
    if (termsOf(within) < termsOf(found)) [scope, found] = [only!, within]
  }
  const answer = found.found === 'none' ? { found: 'none', outside: pods.at(found.outside)!, like: found.like.map((slot) => pods.at(slot)!) } as const : found
  return { pods: slots.length, scope, answer }
}

/** Finds it among the same pods from beginning to end. */
function* findSteadily(selected: ReadonlySet<string>): Generator<undefined, SelectorOffer | null> {
  const { labels } = useCluster.getState().replica
  for (let start = 0; start < MOST_STARTS; start++) {
    const { version } = labels
    const run = findOffer(selected)
    while (labels.version === version) {
      const step = run.next()
      if (step.done === true) return step.value
      yield
    }
  }
  return finish(findOffer(selected))
}

let offered: ReadonlySet<string> | null = null
let took = 0
let giveUp: () => void = () => {}

function think(selected: ReadonlySet<string>): void {
  giveUp()
  giveUp = inSlices(findSteadily(selected), (offer, worked) => {
    useSelectorOffer.setState({ offer })
    took = worked
  })
}

/** Finds the selector of what is selected now, once that is drawn. */
export function offerSelector(): void {
  const { selected } = useSelection.getState()
  offered = selected
  useSelectorOffer.setState({ offer: null })
  requestAnimationFrame(() => {
    if (offered === selected) think(selected)
  })
}

/** Puts the selector that is offered into the bar. */
export function takeSelectorOffer(): void {
  const { offer } = useSelectorOffer.getState()
  if (offer === null || offer.answer.found !== 'selector') return
  setScope(offer.scope)
  askText(offer.answer.text)
  dismissSelectorOffer()
}

export function dismissSelectorOffer(): void {
  giveUp()
  offered = null
  useSelectorOffer.setState({ offer: null })
}

/** Keeps an offer true while the cluster changes, and takes it back when something else is selected. Returns what ends it. */
export function followSelectorOffer(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const thinkOver = () => {
    timer = undefined
    if (offered !== null) think(offered)
  }
  const ends = [
    useSelection.subscribe(({ selected }) => {
      if (offered !== null && selected !== offered) dismissSelectorOffer()
    }),
    useCluster.subscribe(({ change }) => {
      if (offered !== null && (change.reset || change.slots.length > 0)) timer ??= setTimeout(thinkOver, Math.max(AGAIN_MS, took * REST))
    }),
    useQuestion.subscribe(({ scope }, before) => {
      if (offered !== null && scope !== before.scope) thinkOver()
    }),
  ]
  return () => {
    clearTimeout(timer)
    giveUp()
    ends.forEach((end) => end())
  }
}
