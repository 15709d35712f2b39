import { create } from 'zustand'
import type { Gesture } from '../../shared/gesture/index.ts'
import type { CommandReport } from '../../shared/ipc/contract.ts'
import type { ClientChange } from './client-calls.ts'

type Word =
  /** What was done, to be worded in the person's language, with the step that takes it back. */
  | ({ readonly tone: 'done'; readonly gesture?: Gesture } & Pick<Extract<CommandReport, { accepted: true }>, 'verb' | 'objects' | 'undo'>)
  /** What a client of the API did, `kubectl` for one. */
  | ({ readonly tone: 'seen' } & SeenChange)
  /** Kubernetes' own words why not, shown as they are. */
  | { readonly tone: 'refused'; readonly message: string }

export interface SeenChange {
  readonly who: string
  readonly change: ClientChange
  /** `pod/kubia`. */
  readonly objects: readonly string[]
}

/** A short word on what was done or why it was not. */
export type Notice = { readonly id: number } & Word

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))

let next = 1

/** Shows a notice; one that was done replaces the one before, as one that was seen does; refusals stay until dismissed. */
export function notify(word: Word): void {
  const kept = useNotices.getState().notices.filter((other) => other.tone === 'refused' || other.tone !== word.tone)
  useNotices.setState({ notices: [...kept, { ...word, id: next++ }] })
}

/** Says what a client changed: a client that goes on in the same way is told of in one notice. */
export function notifyChange({ who, change, objects }: SeenChange): void {
  const before = useNotices.getState().notices.find((notice) => notice.tone === 'seen')
  const earlier = before?.tone === 'seen' && before.who === who && before.change === change ? before.objects : []
  notify({ tone: 'seen', who, change, objects: [...new Set([...earlier, ...objects])] })
}

export function dismiss(id: number): void {
  useNotices.setState({ notices: useNotices.getState().notices.filter((notice) => notice.id !== id) })
}
