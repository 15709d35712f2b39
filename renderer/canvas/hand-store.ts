import { create } from 'zustand'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { Point } from '../graph/index.ts'
import type { RelationMode } from './relation-mode.ts'

/** What the hand is on, for the parts of the graph that are DOM: tooltip, menu, the description that is read aloud. */
export interface HandState {
  /** The pod under the pointer (or the namespace, where its title can't be read in full), and the pointer's place in the graph. */
  readonly pointed: { readonly uid: string; readonly at: Point } | null
  /** uid of what the keyboard is on. */
  readonly cursor: string | null
  /** Whether a drag draws a lasso instead of moving the view. */
  readonly lasso: boolean
  /** Pods in the lasso that the keyboard stretches; null while it stretches none. */
  readonly inside: number | null
  /** Whose relations are shown, and which objects and how many pods these are; null where nothing is in question or they are being found. */
  readonly relations: RelationMode
  readonly related: { readonly objects: readonly ObjectSummary[]; readonly pods: number } | null
  /** The menu that is open, for these objects. */
  readonly menu: { readonly uids: readonly string[]; readonly at: Point } | null
}

export const useHand = create<HandState>(() => ({ pointed: null, cursor: null, lasso: false, inside: null, relations: 'off', related: null, menu: null }))
