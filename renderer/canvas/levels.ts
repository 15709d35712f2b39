/** What is drawn of a pod follows from the width of its cell in CSS pixels alone; each thing fades in between two widths. */
export const ramp = (value: number, from: number, to: number): number => Math.min(1, Math.max(0, (value - from) / (to - from)))

export const mixed = (from: number, to: number, part: number): number => from + (to - from) * part

/** From here pods are drawn one by one; below, the bitmap is them. */
export const CARDS_FROM = 24
/** From here the bitmap has room to tell matched and selected pods by a core. */
export const CORES_FROM = 6
/** Where containers and ports have room. */
export const CONTAINERS_FROM = 120

/** How much of a cell has turned from a coloured field into a card. */
export const cardness = (width: number): number => ramp(width, CARDS_FROM, 32)

/**
 * How opaque a field is that lies under a card which has turned up by a part and is `opaque` at last: so the field's share of what is
 * seen falls evenly, and the ground does not show in between.
 */
export const fieldAlpha = (turned: number, opaque: number): number => (turned >= 1 ? 0 : (1 - turned) / (1 - turned * opaque))

/** The width in pixels of the gap between cells, and how visible it is. */
export const gapWidth = (width: number, share: number): number => Math.max(1, width * share)
export const gapAlpha = (width: number): number => ramp(width, 3, 6)
