import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calmly } from './calm.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** A source that is spoken by hand, and what a listener heard of it, in ms. */
function listen() {
  let hear: (() => void) | null = null
  const follow = calmly((told) => {
    hear = told
    return () => { hear = null }
  })
  const heard: number[] = []
  const start = performance.now()
  const end = follow(() => heard.push(performance.now() - start))
  return { follow, heard, end, speak: () => hear?.(), isFollowing: () => hear !== null }
}

test('the first of many changes is told at once, the last within a fifth of a second, and few in between', () => {
  const { heard, speak } = listen()
  for (let frame = 0; frame < 60; frame++) {
    speak()
    vi.advanceTimersByTime(16)
  }
  vi.advanceTimersByTime(1000)
  expect(heard).toEqual([0, 200, 400, 600, 800, 1000])
  speak()
  expect(heard).toHaveLength(7)
})

test('the source is followed as long as anyone listens, and nothing is told after that', () => {
  const { follow, heard, end, speak, isFollowing } = listen()
  const other = follow(() => heard.push(-1))
  speak()
  speak()
  end()
  expect(isFollowing()).toBe(true)
  other()
  expect(isFollowing()).toBe(false)
  vi.advanceTimersByTime(1000)
  expect(heard).toEqual([0, -1])
})
