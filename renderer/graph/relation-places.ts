import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { Rect } from './cells.ts'
import type { Layout } from './layout.ts'
import { clipEnd } from './names.ts'
import type { RelationPlan } from './relation-plan.ts'
import { touchesWindow, toWindow, type View } from './view.ts'

/** An object as it stands at the lower edge of its box, in pixels of the window. */
export interface Chip {
  /** Index of the namespace whose box it stands under. */
  readonly box: number
  readonly object: ObjectSummary
  /** `svc/web`. */
  readonly text: string
  readonly rect: Rect
}

/** All objects of a kind that are related to pods of a box, where there is no room for each: `svc 12`. Without a kind: all objects. */
export interface RelationMark {
  readonly box: number
  readonly kind: string | null
  readonly text: string
  readonly rect: Rect
}

/** The chips of a plan, and for each object with one (by uid) where its edges begin. Boxes without room for chips have marks. */
export interface RelationPlaces {
  readonly chips: readonly Chip[]
  readonly marks: readonly RelationMark[]
  readonly ends: ReadonlyMap<string, Rect>
}

/** kubectl's short names. */
const SHORT: Readonly<Record<string, string>> = {
  Service: 'svc', Deployment: 'deploy', ReplicaSet: 'rs', ReplicationController: 'rc', StatefulSet: 'sts', DaemonSet: 'ds', CronJob: 'cj', Job: 'job',
  PodDisruptionBudget: 'pdb', NetworkPolicy: 'netpol', Node: 'node',
}

const HEIGHT = 20
const GAP = 4
/** Pixels of a character of the chips' font, and beside the text. */
const CHARACTER = 6.7
const SIDES = 14
const LONGEST = 26
/** Boxes narrower than this have marks in place of chips; so have those whose chips would take more than so many rows. */
const NARROWEST = 96
const MOST_ROWS = 5
const MOST_KIND_ROWS = 2
/** Boxes narrower than this have one mark for all kinds. */
const NARROWEST_KINDS = 64
/** Pixels kept free at the window's lower edge, and in its right corner, where the buttons are. */
const FOOT = 12
const CORNER = { width: 250, height: 76 }

/** Puts a plan's objects in rows under their boxes, in the plan's order; where a box's lower edge is out of sight, at the edge of the window. */
export function placeRelations(plan: RelationPlan, layout: Layout, view: View): RelationPlaces {
  const chips: Chip[] = []
  const marks: RelationMark[] = []
  const ends = new Map<string, Rect>()
  for (const [index, objects] of plan.objectsOf) {
    const box = layout.boxes.get(index)
    if (box === undefined) continue
    const frame = toWindow(box, view)
    if (!touchesWindow(frame, view)) continue
    const left = Math.max(frame.x, 4)
    const room = Math.min(frame.x + frame.width, view.width - 4) - left
    const foot = frame.x + frame.width > view.width - CORNER.width ? CORNER.height : FOOT
    const under = frame.y + frame.height + GAP / 2
    const topFor = (height: number) => (frame.y < view.height && under + height > view.height - foot ? Math.max(frame.y, view.height - foot - height) : under)
    const named = frame.width < NARROWEST ? null : flow(objects.map((object) => ({ of: object, text: textOf(object) })), left, Math.max(room, NARROWEST), MOST_ROWS)
    if (named !== null) {
      const top = topFor(named.height + GAP)
      for (const { of, text, rect } of named.placed) {
        const placed = { ...rect, y: top + rect.y }
        chips.push({ box: index, object: of, text, rect: placed })
        ends.set(of.uid, placed)
      }
      continue
    }
    const kinds = frame.width < NARROWEST_KINDS ? null : flow(countKinds(objects), left, Math.max(room, NARROWEST_KINDS), MOST_KIND_ROWS)
    const all = String(objects.length)
    const width = SIDES + CHARACTER * all.length
    const { placed, height } = kinds ?? { placed: [{ of: null, text: all, rect: { x: frame.x + (frame.width - width) / 2, y: 0, width, height: HEIGHT - 2 } }], height: HEIGHT }
    const top = topFor(height + GAP)
    const fresh = placed.map(({ of, text, rect }) => ({ box: index, kind: of, text, rect: { ...rect, y: top + rect.y } }))
    // What would lie on the mark of another box is left out: coming nearer makes room.
    marks.push(...fresh.filter(({ rect }) => !marks.some((mark) => overlap(mark.rect, rect))))
  }
  return { chips, marks, ends }
}

const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const shortKind = (kind: string): string => SHORT[kind] ?? kind.toLowerCase()
const textOf = ({ kind, name }: ObjectSummary): string => `${shortKind(kind)}/${clipEnd(name, LONGEST)}`

/** `svc 12` for each kind, in the order of the objects. */
function countKinds(objects: readonly ObjectSummary[]): readonly { readonly of: string; readonly text: string }[] {
  const counts = new Map<string, number>()
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ of: kind, text: `${shortKind(kind)} ${count}` }))
}

/** Rows of words from (left, 0); null when there would be more than so many. */
function flow<Of>(
  words: readonly { readonly of: Of; readonly text: string }[], left: number, room: number, mostRows: number,
): { readonly placed: readonly { readonly of: Of; readonly text: string; readonly rect: Rect }[]; readonly height: number } | null {
  const placed: { of: Of; text: string; rect: Rect }[] = []
  let x = left
  let row = 0
  for (const { of, text } of words) {
    const width = Math.min(room, SIDES + CHARACTER * text.length)
    if (x > left && x + width > left + room) {
      x = left
      row++
    }
    if (row >= mostRows) return null
    placed.push({ of, text: clipEnd(text, Math.floor((width - SIDES) / CHARACTER + 0.01)), rect: { x, y: row * (HEIGHT + GAP), width, height: HEIGHT } })
    x += width + GAP
  }
  return { placed, height: (row + 1) * (HEIGHT + GAP) - GAP }
}
