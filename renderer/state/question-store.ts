import { create } from 'zustand'
import { EVERYTHING, parseSelector, type Selector, type SelectorError } from '../../shared/selector/index.ts'
import { useCluster } from './cluster-store.ts'
import { followAnswer, matchPods, type Matches, type Scope } from './matches.ts'

/** What is done with the pods that do not match. */
export type UnmatchedMode = 'dim' | 'hide' | 'isolate'

/** The question that is put to the cluster, and its answer. While the text can't be read, the last good answer stays. */
export interface QuestionState {
  readonly text: string
  readonly error: SelectorError | null
  readonly selector: Selector
  /** Whether a selector is on: with none, every pod is drawn plainly. */
  readonly asked: boolean
  readonly scope: Scope
  readonly mode: UnmatchedMode
  readonly matches: Matches
}

const answer = (selector: Selector, scope: Scope) => matchPods(useCluster.getState().replica, selector, scope)

export const useQuestion = create<QuestionState>(() => ({
  text: '',
  error: null,
  selector: EVERYTHING,
  asked: false,
  scope: null,
  mode: 'dim',
  matches: answer(EVERYTHING, null),
}))

/** Puts the text of the selector bar: at once, in the keystroke's own task. */
export function askText(text: string): void {
  const parsed = parseSelector(text)
  if (!parsed.ok) {
    useQuestion.setState({ text, error: parsed.error })
    return
  }
  const { scope } = useQuestion.getState()
  useQuestion.setState({ text, error: null, selector: parsed.value, asked: text.trim() !== '', matches: answer(parsed.value, scope) })
}

export function setScope(scope: Scope): void {
  useQuestion.setState({ scope, matches: answer(useQuestion.getState().selector, scope) })
}

export function setUnmatchedMode(mode: UnmatchedMode): void {
  useQuestion.setState({ mode })
}

/** Keeps the answer true while the cluster changes. Returns what ends it. */
export function followMatches(): () => void {
  return useCluster.subscribe(({ change }) => {
    if (!change.reset && change.slots.length === 0) return
    const { selector, scope, matches: before } = useQuestion.getState()
    const matches = change.reset ? answer(selector, scope) : followAnswer(useCluster.getState().replica, selector, scope, before, change.slots)
    // Most changes are of status: whoever draws the answer need not draw it again.
    if (matches !== before) useQuestion.setState({ matches })
  })
}
