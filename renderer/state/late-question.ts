import { useSyncExternalStore } from 'react'
import { calmly } from './calm.ts'
import { tellLate, tellNever } from './late.ts'
import { useQuestion, type QuestionState } from './question-store.ts'

const isSame = (now: QuestionState, before: QuestionState): boolean => now.text === before.text && now.scope === before.scope && now.mode === before.mode

/** Another answer to the same question: the cluster changed. */
const followAnswers = calmly((hear) => useQuestion.subscribe((now, before) => {
  if (isSame(now, before)) hear()
}))

function subscribe(tell: () => void): () => void {
  const endAnswers = followAnswers(tell)
  const endQuestions = useQuestion.subscribe((now, before) => {
    if (!isSame(now, before)) tellLate(tell)
  })
  return () => {
    endAnswers()
    endQuestions()
    tellNever(tell)
  }
}

/**
 * The question, told a frame late, and calmly of other answers to it. Whoever is drawn in between for another reason sees the new
 * state already.
 */
export function useLateQuestion(): QuestionState {
  return useSyncExternalStore(subscribe, useQuestion.getState)
}
