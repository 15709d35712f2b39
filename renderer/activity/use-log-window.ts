import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Height (px) of a row; the style sheet has the same. */
export const ROW_HEIGHT = 24

const SPARE_ROWS = 6

export interface LogWindow {
  readonly box: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  /** The rows to draw: `first <= index < end`. */
  readonly first: number
  readonly end: number
}

/** Which of a log's rows are in sight. A reader at its end is kept there when rows come. */
export function useLogWindow(count: number): LogWindow {
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [height, setHeight] = useState(0)
  const [top, setTop] = useState(0)

  useLayoutEffect(() => {
    const measure = new ResizeObserver(() => setHeight(box.current?.clientHeight ?? 0))
    measure.observe(box.current!)
    return () => measure.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  })

  const onScroll = useCallback(() => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!
    atEnd.current = scrollTop + clientHeight >= scrollHeight - ROW_HEIGHT / 2
    setTop(scrollTop)
  }, [])

  const firstInSight = Math.floor(top / ROW_HEIGHT)
  return { box, onScroll, first: Math.max(0, firstInSight - SPARE_ROWS), end: Math.min(count, firstInSight + Math.ceil(height / ROW_HEIGHT) + SPARE_ROWS) }
}
