import { useSyncExternalStore } from 'react'
import { calmly } from './calm.ts'
import { useQuestion, type QuestionState } from './question-store.ts'

const waiting = new Set<() => void>()

function tellWaiting(): void {
  const told = [...waiting]
  waiting.clear()
  for (const tell of told) tell()
}

const isSame = (now: QuestionState, before: QuestionState): boolean => now.text === before.text && now.scope === before.scope && now.mode === before.mode

/** Another answer to the same question: the cluster changed. */
const followAnswers = calmly((hear) => useQuestion.subscribe((now, before) => {
  if (isSame(now, before)) hear()
}))

function subscribe(tell: () => void): () => void {
  const endAnswers = followAnswers(tell)
  const endQuestions = useQuestion.subscribe((now, before) => {
    if (isSame(now, before)) return
    if (waiting.size === 0) requestAnimationFrame(() => requestAnimationFrame(tellWaiting))
    waiting.add(tell)
  })
  return () => {
    endAnswers()
    endQuestions()
    waiting.delete(tell)
  }
}

/**
 * The question, told a frame late: the frame that a keystroke asks for paints the picture, the next one what stands beside it;
 * and told calmly of other answers to it. Whoever is drawn in between for another reason sees the new state already.
 */
export function useLateQuestion(): QuestionState {
  return useSyncExternalStore(subscribe, useQuestion.getState)
}
