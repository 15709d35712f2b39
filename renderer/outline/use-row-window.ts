import { useCallback, useLayoutEffect, useState } from 'react'
import { ROW_HEIGHT } from './outline-row.tsx'

const SPARE_ROWS = 8
/** Up to so many rows all are drawn: search in the page and screen readers then find every one. */
const ALL_DRAWN = 400

export interface RowWindow {
  readonly onScroll: () => void
  /** The rows to draw: `first <= index < end`. */
  readonly first: number
  readonly end: number
  /** Rows that fit at once. */
  readonly page: number
  scrollTo(index: number): void
}

/** Which of `count` rows of equal height are in sight, for drawing those alone. */
export function useRowWindow(element: React.RefObject<HTMLDivElement | null>, count: number): RowWindow {
  const [height, setHeight] = useState(0)
  const [top, setTop] = useState(0)

  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return undefined
    const measure = new ResizeObserver(() => setHeight(box.clientHeight))
    measure.observe(box)
    return () => measure.disconnect()
  }, [element])

  const onScroll = useCallback(() => setTop(element.current?.scrollTop ?? 0), [element])
  const scrollTo = useCallback((index: number) => {
    const box = element.current
    if (box === null) return
    const start = index * ROW_HEIGHT
    if (start < box.scrollTop) box.scrollTo({ top: start })
    else if (start + ROW_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTo({ top: start + ROW_HEIGHT - box.clientHeight })
  }, [element])

  const isWhole = count <= ALL_DRAWN
  const firstInSight = Math.floor(top / ROW_HEIGHT)
  const fitting = Math.ceil(height / ROW_HEIGHT)
  return {
    onScroll, scrollTo,
    first: isWhole ? 0 : Math.max(0, Math.min(firstInSight, count - fitting) - SPARE_ROWS),
    end: isWhole ? count : Math.min(count, firstInSight + fitting + SPARE_ROWS),
    page: Math.max(1, fitting - 1),
  }
}
