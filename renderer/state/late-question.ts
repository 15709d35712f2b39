import { useSyncExternalStore } from 'react'
import { useQuestion, type QuestionState } from './question-store.ts'

const waiting = new Set<() => void>()

function tellWaiting(): void {
  const told = [...waiting]
  waiting.clear()
  for (const tell of told) tell()
}

function subscribe(tell: () => void): () => void {
  const end = useQuestion.subscribe((now, before) => {
    // Another answer to the same question: the cluster changed, and what stands beside says so at once.
    if (now.text === before.text && now.scope === before.scope && now.mode === before.mode) {
      tell()
      return
    }
    if (waiting.size === 0) requestAnimationFrame(() => requestAnimationFrame(tellWaiting))
    waiting.add(tell)
  })
  return () => {
    end()
    waiting.delete(tell)
  }
}

/**
 * The question, told a frame late: the frame that a keystroke asks for paints the picture, the next one what stands beside it.
 * Whoever is drawn in between for another reason sees the new state already.
 */
export function useLateQuestion(): QuestionState {
  return useSyncExternalStore(subscribe, useQuestion.getState)
}
