/** So near (px) to an edge of the window a tooltip begins or ends with its button. */
const EDGE = 120
const GAP = 6

/** Where a tooltip stands: its place in px from the window's corner, which side of it is there, and whether it is above the button. */
export interface TooltipPlace {
  readonly x: number
  readonly y: number
  readonly align: 'start' | 'center' | 'end'
  readonly above: boolean
}

/** Places the tooltip of a button inside of a window: above it in the lower half, otherwise below. */
export function placeTooltip(button: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>, width: number, height: number): TooltipPlace {
  const { left, right, top, bottom } = button
  const above = top > height / 2
  const y = above ? top - GAP : bottom + GAP
  const middle = (left + right) / 2
  if (middle < EDGE) return { x: left, y, align: 'start', above }
  if (middle > width - EDGE) return { x: right, y, align: 'end', above }
  return { x: middle, y, align: 'center', above }
}
