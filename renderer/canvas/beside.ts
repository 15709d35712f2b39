import type { Point, Rect } from '../graph/index.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels between the pointer and what is said beside it, and at least to the edge of the room. */
const AWAY = 14
const EDGE = 4

const meet = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/**
 * The upper left corner for something of a size beside a point of a room, all in pixels: to the right of it and away from the lower edge
 * if there it fits and lies on none of the others, else at the first of the other corners where it does, or would but for the others.
 */
export function placeBeside(at: Point, size: Size, room: Size, others: readonly Rect[]): Point {
  const [left, right] = [at.x - AWAY - size.width, at.x + AWAY]
  const [above, below] = [at.y - AWAY - size.height, at.y + AWAY]
  const [first, second] = at.y > room.height / 2 ? [above, below] : [below, above]
  const places = [{ x: right, y: first }, { x: left, y: first }, { x: right, y: second }, { x: left, y: second }].map((place) => ({ ...place, ...size }))
  const fitting = places.filter(({ x, y }) => x >= EDGE && y >= EDGE && x + size.width <= room.width && y + size.height <= room.height)
  const best = fitting.find((place) => !others.some((other) => meet(place, other))) ?? fitting[0] ?? places[0]!
  const within = (value: number, length: number, whole: number) => Math.max(EDGE, Math.min(value, whole - EDGE - length))
  return { x: within(best.x, size.width, room.width), y: within(best.y, size.height, room.height) }
}
