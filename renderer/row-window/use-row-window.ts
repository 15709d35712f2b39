import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'
import { findRowsInSight, type RowsInSight } from './rows-in-sight.ts'

export interface RowWindow extends RowsInSight {
  /** To be called when the box is scrolled. */
  readonly onScroll: () => void
  /** Brings a row into sight. */
  scrollTo(index: number): void
}

/** Which of `count` rows of equal height (px) are in sight in a box, for drawing those alone. */
export function useRowWindow(element: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
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
    const start = index * rowHeight
    if (start < box.scrollTop) box.scrollTo({ top: start })
    else if (start + rowHeight > box.scrollTop + box.clientHeight) box.scrollTo({ top: start + rowHeight - box.clientHeight })
  }, [element, rowHeight])

  return { ...findRowsInSight({ count, rowHeight, height, top }), onScroll, scrollTo }
}
