import type { Layout } from './layout.ts'
import type { Chip } from './relation-places.ts'
import { cursorRect, distance, nearest, step, type Cursor, type Direction } from './step.ts'
import { toWindow, type View } from './view.ts'

/** Where the keyboard is: on a pod or a namespace, or from there on the chip of a related object. */
export interface Stop {
  readonly cursor: Cursor
  readonly chip: Chip | null
}

/**
 * Where an arrow key leads while related objects are shown: under the last pods of a box are its chips, and only after them the next
 * namespace; from the first row of chips it goes up to where it came from.
 */
export function stepWithChips(layout: Layout, view: View, chips: readonly Chip[], { cursor, chip }: Stop, direction: Direction, shown: (slot: number) => boolean): Stop {
  const box = 'pod' in cursor ? layout.placeOf(cursor.pod)?.box.namespace : cursor.namespace
  const own = chips.filter((each) => each.box === box)
  if (chip !== null && box !== undefined) {
    const next = nearest(own.filter((each) => each.object.uid !== chip.object.uid), (each) => distance(chip.rect, each.rect, direction, 1))
    if (next !== null) return { cursor, chip: next }
    switch (direction) {
      case 'left':
      case 'right': return { cursor, chip }
      case 'up': return { cursor, chip: null }
      case 'down': {
        const from = { namespace: box }
        const to = step(layout, from, 'down', () => false)
        return to === from ? { cursor, chip } : { cursor: to, chip: null }
      }
    }
  }
  const to = step(layout, cursor, direction, shown)
  const isWithin = to !== cursor && 'pod' in to && layout.placeOf(to.pod)?.box.namespace === box
  const from = cursorRect(layout, cursor)
  if (direction !== 'down' || isWithin || own.length === 0 || from === null) return { cursor: to, chip: null }
  const under = toWindow(from, view)
  return { cursor, chip: nearest(own, (each) => distance(under, each.rect, 'down', 1)) ?? own[0]! }
}
