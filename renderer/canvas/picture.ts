import { hasBit, type Words } from '../../shared/selector/index.ts'
import type { Cursor, GhostPlan, Layout, Point, Split } from '../graph/index.ts'
import type { Palette } from '../look/index.ts'
import type { Ghost, NamespaceEntry, PodTable, Scope, UnmatchedMode } from '../state/index.ts'
import type { RelationPicture } from './relations.ts'
import type { Words as PaintedWords } from './words.ts'

/** What is being dragged over the graph. */
export interface DropPicture {
  /** Index of the namespace it would be dropped on; null is the whole graph. */
  readonly target: number | null
  readonly ghosts: readonly Ghost[]
  readonly plan: GhostPlan
}

/** Everything that the painter paints. One object for ever; what changes is set on it, then a frame is asked for. */
export interface Picture {
  layout: Layout
  pods: PodTable
  namespaces: readonly NamespaceEntry[]
  splits: ReadonlyMap<number, Split>
  /** The slots of the pods that match and are in scope; null when nothing is asked and everything is in scope. */
  matched: Words | null
  /** Whether a selector is on: what matches is ringed and counted. */
  asked: boolean
  mode: UnmatchedMode
  scope: Scope
  /** Label keys that the selector names. */
  named: ReadonlySet<string>
  /** 1 where a pod is selected; null when none is. */
  selected: Uint8Array | null
  selectedNamespaces: ReadonlySet<number>
  /** uids of all that is selected. */
  selectedObjects: ReadonlySet<string>
  relations: RelationPicture | null
  /** What the keyboard is on, while the graph has the keyboard. */
  cursor: Cursor | null
  /** uid of the related object that it is on, from there. */
  chip: string | null
  /** Slot of the pod under the pointer, or -1. */
  pointed: number
  /** The lasso as it is being drawn: the corners of a closed line, in units. */
  lasso: readonly Point[] | null
  drop: DropPicture | null
  palette: Palette
  words: PaintedWords
}

/** Whether the pod in a slot is drawn at all. */
export function isShown(picture: Picture, slot: number): boolean {
  return picture.matched === null || picture.mode !== 'hide' || hasBit(picture.matched, slot)
}

/** Whether the pod in a slot steps back, because it does not match. */
export function isDimmed(picture: Picture, slot: number): boolean {
  return picture.matched !== null && !hasBit(picture.matched, slot)
}
