import { cellRect, type Box } from './box.ts'
import type { Layout } from './layout.ts'
import type { Rect } from './cells.ts'

/** What the keyboard is on: a pod by its slot, or a namespace by its index. */
export type Cursor = { readonly pod: number } | { readonly namespace: number }

export type Direction = 'left' | 'right' | 'up' | 'down'

export function cursorRect(layout: Layout, cursor: Cursor): Rect | null {
  if ('namespace' in cursor) return layout.boxes.get(cursor.namespace) ?? null
  const place = layout.placeOf(cursor.pod)
  return place === undefined ? null : cellRect(place.box, place.cell)
}

/** Where the keyboard starts: at the first pod of the uppermost namespace that has one, else at a namespace. */
export function firstCursor(layout: Layout, shown: (slot: number) => boolean): Cursor | null {
  const boxes = [...layout.boxes.values()].sort((a, b) => Number(a.y < 0) - Number(b.y < 0) || a.y - b.y || a.x - b.x)
  for (const box of boxes) {
    const slot = box.podAt.find((candidate) => candidate >= 0 && shown(candidate))
    if (slot !== undefined) return { pod: slot }
  }
  return boxes[0] === undefined ? null : { namespace: boxes[0].namespace }
}

const middle = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })

/** How far something is in a direction, with what lies askew counted double; Infinity for what lies elsewhere. Middles count in part only. */
export function distance(from: Rect, to: Rect, direction: Direction, middles: number): number {
  const a = middle(from)
  const b = middle(to)
  const along = { left: a.x - b.x, right: b.x - a.x, up: a.y - b.y, down: b.y - a.y }[direction]
  const askew = direction === 'left' || direction === 'right'
    ? Math.max(0, to.y - from.y - from.height, from.y - to.y - to.height, Math.abs(a.y - b.y) * middles)
    : Math.max(0, to.x - from.x - from.width, from.x - to.x - to.width, Math.abs(a.x - b.x) * middles)
  return along <= 0 ? Infinity : along + 2 * askew
}

/** The thing that is least far; null where none is at a finite distance. */
export function nearest<Thing>(things: Iterable<Thing>, far: (thing: Thing) => number): Thing | null {
  let best: Thing | null = null
  let least = Infinity
  for (const thing of things) {
    const measured = far(thing)
    if (measured < least) [best, least] = [thing, measured]
  }
  return best
}

function podInDirection(box: Box, from: Rect, direction: Direction, shown: (slot: number) => boolean): Cursor | null {
  let best: Cursor | null = null
  let least = Infinity
  box.podAt.forEach((slot, cell) => {
    if (slot < 0 || !shown(slot)) return
    const far = distance(from, cellRect(box, cell), direction, 1)
    if (far < least) [best, least] = [{ pod: slot }, far]
  })
  return best
}

/** Where an arrow key leads: to the next pod of the namespace, over its edge to its title and on to the next namespace. */
export function step(layout: Layout, cursor: Cursor, direction: Direction, shown: (slot: number) => boolean): Cursor {
  const from = cursorRect(layout, cursor)
  if (from === null) return firstCursor(layout, shown) ?? cursor
  const box = 'pod' in cursor ? layout.placeOf(cursor.pod)!.box : layout.boxes.get(cursor.namespace)!
  if ('pod' in cursor) {
    const pod = podInDirection(box, from, direction, shown)
    if (pod !== null) return pod
    if (direction === 'up') return { namespace: box.namespace }
  } else if (direction === 'down') {
    const title = { ...box, height: box.band }
    const pod = podInDirection(box, title, 'down', shown)
    if (pod !== null) return pod
  }
  const others = [...layout.boxes.values()].filter((other) => other !== box)
  const next = nearest(others, (other) => distance(box, other, direction, 1 / 8))
  if (next === null) return cursor
  const entered = 'pod' in cursor ? podInDirection(next, from, direction, shown) : null
  return entered ?? { namespace: next.namespace }
}
