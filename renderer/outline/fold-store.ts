import { create } from 'zustand'
import { lately } from '../state/index.ts'

/** What is folded and unfolded in the outline. What nobody touched is as `isOpenAtFirst` says, or folded after "collapse all". */
export interface Folds {
  readonly touched: ReadonlyMap<string, boolean>
  readonly allFolded: boolean
}

export const useFolds = create<Folds>(() => ({ touched: new Map(), allFolded: false }))

export const useLateFolds = lately(useFolds)

export function setOpen(id: string, open: boolean): void {
  useFolds.setState({ touched: new Map(useFolds.getState().touched).set(id, open) })
}

export function foldAll(): void {
  useFolds.setState({ touched: new Map(), allFolded: true })
}

/** Whether a row is unfolded, given how it would be at first. */
export function isOpen(folds: Folds, id: string, atFirst: boolean): boolean {
  return folds.touched.get(id) ?? (atFirst && !folds.allFolded)
}
