import { create } from 'zustand'
import type { Gesture } from '../../shared/gesture/index.ts'
import type { CommandReport } from '../../shared/ipc/contract.ts'
import type { ClientChange } from './client-calls.ts'

type Word =
  /** What was done, to be worded in the person's language, with the step that takes it back. */
  | ({ readonly tone: 'done'; readonly gesture?: Gesture } & Pick<Extract<CommandReport, { accepted: true }>, 'verb' | 'objects' | 'undo'>)
  /** What a client of the API did, `kubectl` for one. */
  | { readonly tone: 'seen'; readonly who: string; readonly change: ClientChange; /** `pod/kubia`. */ readonly objects: ReadonlySet<string>; /** How many of them are pods. */ readonly pods: number }
  /** A command that is carried out once the cluster is open. */
  | { readonly tone: 'waiting' }
  /** Kubernetes' own words why not, or those of an error, shown as they are. */
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

/** Shows a notice and returns its id; one that was done replaces the one before, as one that was seen does; refusals stay until dismissed, each words once. */
export function notify(word: Word): number {
  const kept = useNotices.getState().notices.filter((other) => (other.tone === 'refused' ? word.tone !== 'refused' || other.message !== word.message : other.tone !== word.tone))
  const id = next++
  useNotices.setState({ notices: [...kept, { ...word, id }] })
  return id
}

/** What the last notice of what was seen is made from. It grows, for a client may change thousands a second. */
let seen: { readonly id: number; readonly who: string; readonly change: ClientChange; readonly objects: Set<string>; pods: number } | null = null

/** Says what clients changed: what a client does in one way is told of together, and its notice stays the same one. O(objects in `changes`). */
export function notifyChanges(changes: readonly SeenChange[]): void {
  const { notices } = useNotices.getState()
  const stands = notices.some(({ id }) => id === seen?.id)
  let told = stands ? seen : null
  for (const { who, change, objects } of changes) {
    if (told?.who !== who || told.change !== change) told = { id: told?.who === who ? told.id : next++, who, change, objects: new Set(), pods: 0 }
    for (const object of objects) {
      if (object.startsWith('pod/') && !told.objects.has(object)) told.pods++
      told.objects.add(object)
    }
  }
  if (told === null || changes.length === 0) return
  const notice: Notice = { tone: 'seen', ...told }
  const goesOn = stands && told.id === seen?.id
  seen = told
  useNotices.setState({ notices: goesOn ? notices.map((other) => (other.id === notice.id ? notice : other)) : [...notices.filter(({ tone }) => tone !== 'seen'), notice] })
}

export function dismiss(id: number): void {
  useNotices.setState({ notices: useNotices.getState().notices.filter((notice) => notice.id !== id) })
}
