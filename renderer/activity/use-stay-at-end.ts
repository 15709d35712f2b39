import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react'

/** Keeps the reader at the end of a log there when rows come; a few px before it count as the end. Returns what is to be called when the box is scrolled. */
export function useStayAtEnd(box: RefObject<HTMLElement | null>, fewPixels: number): () => void {
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  })
  return useCallback(() => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!
    atEnd.current = scrollTop + clientHeight >= scrollHeight - fewPixels
  }, [box, fewPixels])
}
