/** Rows drawn beyond those in sight, on either side. */
const SPARE_ROWS = 8

/** A box that scrolls over `count` rows of equal height. Heights and `top`, how far it is scrolled, in px. */
export interface RowBox {
  readonly count: number
  readonly rowHeight: number
  readonly height: number
  readonly top: number
}

export interface RowsInSight {
  /** The rows to draw: `first <= index < end`. */
  readonly first: number
  readonly end: number
  /** Rows that fit at once. */
  readonly page: number
}

/** Which rows to draw. A box that is scrolled beyond its rows, for they have become fewer, is at their end. */
export function findRowsInSight({ count, rowHeight, height, top }: RowBox): RowsInSight {
  const fitting = Math.ceil(height / rowHeight)
  const firstInSight = Math.max(0, Math.min(Math.floor(top / rowHeight), count - fitting))
  return {
    first: Math.max(0, firstInSight - SPARE_ROWS),
    end: Math.min(count, firstInSight + fitting + SPARE_ROWS),
    page: Math.max(1, fitting - 1),
  }
}
