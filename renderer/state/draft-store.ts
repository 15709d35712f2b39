import { create } from 'zustand'
import type { DocumentError, ObjectSummary } from '../../shared/ipc/contract.ts'
import { editObject, refOf } from './commands.ts'

/** The YAML of an object that is being edited. */
export interface Draft {
  /** As it was when the edit began. */
  readonly before: string
  readonly text: string
  /** Why it was refused. */
  readonly errors: readonly DocumentError[]
}

/** What is being edited, by the object's uid: it stays while other objects are looked at. */
export const useDrafts = create<{ readonly drafts: ReadonlyMap<string, Draft> }>(() => ({ drafts: new Map() }))

/** Keeps a draft, or drops it. */
export function keepDraft(uid: string, draft: Draft | null): void {
  const drafts = new Map(useDrafts.getState().drafts)
  if (draft === null) drafts.delete(uid)
  else drafts.set(uid, draft)
  useDrafts.setState({ drafts })
}

/** Puts a draft in its object's place; what is refused stays to be mended. */
export async function applyDraft(object: ObjectSummary): Promise<void> {
  const draft = useDrafts.getState().drafts.get(object.uid)
  if (draft === undefined) return
  const answer = await editObject({ ref: refOf(object), before: draft.before, text: draft.text })
  // Who went on writing meanwhile keeps what was written.
  const latest = useDrafts.getState().drafts.get(object.uid)
  if (latest === undefined) return
  if (!answer.accepted) keepDraft(object.uid, { ...latest, errors: answer.errors })
  else if (latest.text === draft.text) keepDraft(object.uid, null)
}
