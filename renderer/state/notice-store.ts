import { create } from 'zustand'
import type { CommandReport } from '../../shared/ipc/contract.ts'

type Word =
  /** What was done, to be worded in the person's language, with the step that takes it back. */
  | ({ readonly tone: 'done' } & Pick<Extract<CommandReport, { accepted: true }>, 'verb' | 'objects' | 'undo'>)
  /** Kubernetes' own words why not, shown as they are. */
  | { readonly tone: 'refused'; readonly message: string }

/** A short word on what was done or why it was not. */
export type Notice = { readonly id: number } & Word

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))

let next = 1

/** Shows a notice; one that was done replaces the one before, refusals stay until dismissed. */
export function notify(word: Word): void {
  const kept = useNotices.getState().notices.filter((other) => other.tone === 'refused')
  useNotices.setState({ notices: [...kept, { ...word, id: next++ }] })
}

export function dismiss(id: number): void {
  useNotices.setState({ notices: useNotices.getState().notices.filter((notice) => notice.id !== id) })
}
