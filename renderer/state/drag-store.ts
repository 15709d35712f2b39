import { create } from 'zustand'

/** What a dashed card shows while something is dragged over the window. */
export interface Ghost {
  readonly kind: string
  readonly name: string
  /** Where it would go; null when that is not known before the files are read. */
  readonly namespace: string | null
  /** Why it would be refused, if it would. */
  readonly refused?: string
}

/** A drag over the window: where it would be dropped and what would appear. */
export interface DragState {
  readonly over: { readonly target: string | null; readonly ghosts: readonly Ghost[] } | null
}

export const useDrag = create<DragState>(() => ({ over: null }))
