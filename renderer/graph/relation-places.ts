import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { Rect } from './cells.ts'
import type { Layout } from './layout.ts'
import { clipEnd } from './names.ts'
import type { RelationPlan } from './relation-plan.ts'
import { touchesWindow, toWindow, type View } from './view.ts'

/** An object as it stands at the lower edge of its box, in pixels of the window. */
export interface Chip {
  readonly object: ObjectSummary
  /** `svc/web`. */
  readonly text: string
  readonly rect: Rect
}

/** The chips of a plan, and for each object (by uid) where its edges begin. Boxes without room for chips have one mark with their number. */
export interface RelationPlaces {
  readonly chips: readonly Chip[]
  readonly marks: readonly { readonly count: number; readonly rect: Rect }[]
  readonly ends: ReadonlyMap<string, Rect>
}

/** kubectl's short names. */
const SHORT: Readonly<Record<string, string>> = {
  Service: 'svc', Deployment: 'deploy', ReplicaSet: 'rs', ReplicationController: 'rc', StatefulSet: 'sts', DaemonSet: 'ds', CronJob: 'cj', Job: 'job',
  PodDisruptionBudget: 'pdb', NetworkPolicy: 'netpol',
}

const HEIGHT = 20
const GAP = 4
/** Pixels of a character of the chips' font, and beside the text. */
const CHARACTER = 6.7
const SIDES = 14
const LONGEST = 26
/** Boxes narrower than this have a mark in place of chips; so have those whose chips would take more than so many rows. */
const NARROWEST = 96
const MOST_ROWS = 5
const MOST_MARKED = 24
/** Pixels kept free at the window's lower edge. */
const FOOT = 12

/** Puts a plan's objects in rows under their boxes, in the plan's order; where a box's lower edge is out of sight, at the edge of the window. */
export function placeRelations(plan: RelationPlan, layout: Layout, view: View): RelationPlaces {
  const chips: Chip[] = []
  const marks: { count: number; rect: Rect }[] = []
  const ends = new Map<string, Rect>()
  for (const [index, objects] of plan.objectsOf) {
    const box = layout.boxes.get(index)
    if (box === undefined) continue
    const frame = toWindow(box, view)
    if (!touchesWindow(frame, view)) continue
    const left = Math.max(frame.x, 4)
    const room = Math.min(frame.x + frame.width, view.width - 4) - left
    const rows = frame.width < NARROWEST ? null : flow(objects, left, Math.max(room, NARROWEST))
    const height = (rows?.height ?? HEIGHT) + GAP
    const under = frame.y + frame.height + GAP / 2
    const top = frame.y < view.height && under + height > view.height - FOOT ? Math.max(frame.y, view.height - FOOT - height) : under
    if (rows === null) {
      const width = SIDES + CHARACTER * String(objects.length).length
      const rect = { x: frame.x + (frame.width - width) / 2, y: top, width, height: HEIGHT - 2 }
      marks.push({ count: objects.length, rect })
      // Too many to be told from one another have no edges.
      if (objects.length <= MOST_MARKED) for (const { uid } of objects) ends.set(uid, rect)
      continue
    }
    for (const { object, text, rect } of rows.chips) {
      const placed = { ...rect, y: top + rect.y }
      chips.push({ object, text, rect: placed })
      ends.set(object.uid, placed)
    }
  }
  return { chips, marks, ends }
}

/** Rows of chips from (left, 0); null when there would be too many. */
function flow(objects: readonly ObjectSummary[], left: number, room: number): { readonly chips: readonly Chip[]; readonly height: number } | null {
  const chips: Chip[] = []
  let x = left
  let row = 0
  for (const object of objects) {
    const text = `${SHORT[object.kind] ?? object.kind.toLowerCase()}/${clipEnd(object.name, LONGEST)}`
    const width = Math.min(room, SIDES + CHARACTER * text.length)
    if (x > left && x + width > left + room) {
      x = left
      row++
    }
    chips.push({ object, text: clipEnd(text, Math.floor((width - SIDES) / CHARACTER + 0.01)), rect: { x, y: row * (HEIGHT + GAP), width, height: HEIGHT } })
    x += width + GAP
  }
  return row >= MOST_ROWS ? null : { chips, height: (row + 1) * (HEIGHT + GAP) - GAP }
}
