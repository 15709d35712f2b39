import { create } from 'zustand'
import { complete, type Completion, type Edit, type SelectorError } from '../../shared/selector/index.ts'
import { followCalmly, tellLate, useCluster, useQuestion, type QuestionState } from '../state/index.ts'
import { NOT_WALKING, type HistoryWalk } from './history-walk.ts'
import { podVocabulary } from './pod-vocabulary.ts'

/**
 * The field of the label selector and what comes up under it. Completions come up only while text is written or when asked for, and
 * none is active at first, so that Tab and Enter keep their meaning.
 */
export interface Combobox {
  readonly text: string
  readonly error: SelectorError | null
  readonly caret: number
  readonly isOpen: boolean
  /** Whether the completions were called for by a key. */
  readonly isAsked: boolean
  /** What may stand at the caret; nothing while the list is shut. */
  readonly offer: Completion
  /** Index of the option that Enter takes, or -1. */
  readonly active: number
  readonly walk: HistoryWalk
  /** Escape puts the fix aside, so that Tab leaves the field. */
  readonly fixAside: boolean
}

/** What follows from the question and the cluster. */
type Following = 'text' | 'error' | 'offer'

const NOTHING: Completion = { from: 0, to: 0, options: [] }

/** The field as it is drawn: behind the question by a frame, so that a keystroke's own frame paints nothing but the picture. */
export const useCombobox = create<Combobox>(() => ({ text: '', error: null, caret: 0, isOpen: false, isAsked: false, offer: NOTHING, active: -1, walk: NOT_WALKING, fixAside: false }))

/** What the field was told and has not taken over yet. */
let told: Partial<Omit<Combobox, Following>> | null = null

function offerAt(caret: number, isAsked: boolean, { text, scope }: QuestionState): Completion {
  const { replica, change } = useCluster.getState()
  const offer = complete(text, Math.min(caret, text.length), podVocabulary(replica, change, scope))
  // A comma or a bracket alone is not worth covering the graph for, unless it is asked for.
  return isAsked || offer.options.some(({ kind }) => kind !== 'punctuation') ? offer : NOTHING
}

function takeOver(): void {
  if (told === null) return
  const { caret, isOpen, isAsked, ...rest } = { ...useCombobox.getState(), ...told }
  told = null
  const question = useQuestion.getState()
  const { text, error } = question
  useCombobox.setState({ ...rest, caret, isOpen, isAsked, text, error, offer: isOpen ? offerAt(caret, isAsked, question) : NOTHING })
}

/** Changes the field once the picture of what was typed is painted. */
export function changeLate(change: Partial<Omit<Combobox, Following>>): void {
  told = { ...told, ...change }
  tellLate(takeOver)
}

/** The caret was put elsewhere, or said to be where it is. */
export function moveCaret(caret: number): void {
  if (told !== null || caret !== useCombobox.getState().caret) changeLate({ caret })
}

/** Changes the field now. */
export function changeNow(change: Partial<Omit<Combobox, Following>>): void {
  told = { ...told, ...change }
  takeOver()
}

/** The field as it is, with all that it was told. */
export function comboboxNow(): Combobox {
  takeOver()
  return useCombobox.getState()
}

/** The fix that Tab makes, if there is one. */
export const fixOf = ({ error, fixAside }: Combobox): Edit | null => (fixAside ? null : (error?.fix ?? null))

/** Keeps the field true to the question, and its completions to the cluster. Returns what ends it. */
export function followQuestion(): () => void {
  const endQuestions = useQuestion.subscribe(({ text, error, scope }, before) => {
    if (text !== before.text || error !== before.error || scope !== before.scope) changeLate({})
  })
  const endChanges = followCalmly(() => {
    if (useCombobox.getState().isOpen) changeNow({})
  })
  changeNow({})
  return () => {
    endQuestions()
    endChanges()
  }
}
