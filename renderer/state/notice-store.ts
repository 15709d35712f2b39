import { create } from 'zustand'

/** A short word on what was done (with its undo) or why it was not. */
export interface Notice {
  readonly id: number
  readonly tone: 'done' | 'refused'
  /** Kubernetes' or the program's words, shown as they are. */
  readonly message: string
  /** Names the step to take back. */
  readonly undo?: string
}

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))

let next = 1

/** Shows a notice; one that was done replaces the one before, refusals stay until dismissed. */
export function notify(notice: Omit<Notice, 'id'>): void {
  const kept = useNotices.getState().notices.filter((other) => other.tone === 'refused')
  useNotices.setState({ notices: [...kept, { ...notice, id: next++ }] })
}

export function dismiss(id: number): void {
  useNotices.setState({ notices: useNotices.getState().notices.filter((notice) => notice.id !== id) })
}
