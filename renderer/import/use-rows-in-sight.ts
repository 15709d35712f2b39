import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { rowAt, topsOf } from './row-heights.ts'

/** Drawn above and below what is in sight (px), so that scrolling finds rows ready. */
const SPARE = 240

export interface RowsInSight {
  /** Where each row begins (px), and at the end where the last one ends. */
  readonly tops: Float64Array
  /** The rows to draw: `first <= row < end`. */
  readonly first: number
  readonly end: number
  readonly onScroll: () => void
  /** For each row drawn, an element with its number in `data-row`; its height counts from then on. */
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined
}

/**
 * Which of many rows of different heights are in sight of a scrolled element, for drawing those alone. Heights are estimated (px) until
 * a row is drawn. The style sheet reads the height of all of them from `--rows-height`.
 */
export function useRowsInSight(scroller: React.RefObject<HTMLElement | null>, estimates: readonly number[]): RowsInSight {
  const [measured, setMeasured] = useState<ReadonlyMap<number, number>>(() => new Map())
  const [sight, setSight] = useState({ top: 0, height: 0 })
  const tops = useMemo(() => topsOf(estimates.length, (row) => measured.get(row) ?? estimates[row]!), [estimates, measured])
  const lastTops = useRef(tops)
  /** How far (px) rows above what is in sight have grown: what is in sight must stay where it is. */
  const grown = useRef(0)
  const rows = useRef<ResizeObserver | null>(null)

  const look = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    const { scrollTop: top, clientHeight: height } = box
    setSight((before) => (before.top === top && before.height === height ? before : { top, height }))
  }, [scroller])

  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = (rows.current ??= new ResizeObserver((entries) => {
      const scrolled = scroller.current?.scrollTop ?? 0
      const heights: [number, number][] = []
      for (const { target, borderBoxSize } of entries) {
        const row = target instanceof HTMLElement ? Number(target.dataset['row']) : Number.NaN
        const height = borderBoxSize[0]?.blockSize ?? 0
        const [top, bottom] = [lastTops.current[row], lastTops.current[row + 1]]
        if (top === undefined || bottom === undefined || height === 0 || height === bottom - top) continue
        heights.push([row, height])
        if (bottom <= scrolled) grown.current += height - (bottom - top)
      }
      if (heights.length > 0) setMeasured((before) => new Map([...before, ...heights]))
    }))
    observer.observe(element)
    return () => observer.unobserve(element)
  }, [scroller])

  useLayoutEffect(() => {
    lastTops.current = tops
    const box = scroller.current
    box?.style.setProperty('--rows-height', `${tops.at(-1)}px`)
    if (grown.current !== 0) box?.scrollBy({ top: grown.current, behavior: 'instant' })
    grown.current = 0
  }, [tops, scroller])

  useEffect(() => {
    const box = scroller.current
    if (box === null) return undefined
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    return () => sizes.disconnect()
  }, [scroller, look])

  const first = rowAt(tops, sight.top - SPARE)
  const end = Math.min(estimates.length, rowAt(tops, sight.top + sight.height + SPARE) + 1)
  return { tops, first, end, onScroll: look, measure }
}
