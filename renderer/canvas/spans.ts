/**
 * Where cells lie in whole device pixels, along one side. A cell of a pixel or more gets at least one pixel of its own; of smaller
 * ones, several share the pixel that the middle of each is in.
 */
export interface Lane {
  /** Where the first cell begins, and how long each is, in device pixels. */
  readonly origin: number
  readonly size: number
}

export function startOf({ origin, size }: Lane, cell: number): number {
  return size >= 1 ? Math.round(origin + cell * size) : Math.floor(origin + (cell + 0.5) * size)
}

/** The first pixel after a cell. */
export function endOf(lane: Lane, cell: number): number {
  return lane.size >= 1 ? Math.round(lane.origin + (cell + 1) * lane.size) : startOf(lane, cell) + 1
}

/** How a gap of so many pixels between two cells is shared: at the end of the one and at the start of the other. */
export const gapBefore = (gap: number): number => gap >> 1
export const gapAfter = (gap: number): number => gap - (gap >> 1)

/** The half-open range of the cells that have a pixel, among `count` of them. */
export function cellsAt(lane: Lane, pixel: number, count: number): readonly [from: number, to: number] {
  const near = Math.floor((pixel - lane.origin) / lane.size)
  let from = Math.max(0, near - 1)
  while (from < count && endOf(lane, from) <= pixel) from++
  let to = from
  while (to < count && startOf(lane, to) <= pixel) to++
  return [from, to]
}
