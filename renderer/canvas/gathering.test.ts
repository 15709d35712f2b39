import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ReplicaChange } from '../state/index.ts'
import { createGathering } from './gathering.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const change = (slots: readonly number[], ...kinds: readonly string[]): ReplicaChange => ({ reset: false, slots, kinds: new Set(kinds) })

test('pods that controllers make soon after are let go together with them', () => {
  const release = vi.fn<(gathered: ReplicaChange) => void>()
  const { keeps } = createGathering(release)
  expect(keeps(change([0, 1], 'Pod', 'Deployment'), true, 0)).toBe(true)
  vi.advanceTimersByTime(200)
  expect(keeps(change([1, 2], 'Pod'), true, 200)).toBe(true)
  vi.advanceTimersByTime(200)
  expect(release).not.toHaveBeenCalled()
  vi.advanceTimersByTime(50)
  expect(release.mock.calls).toEqual([[{ reset: false, slots: [0, 1, 2], kinds: new Set(['Pod', 'Deployment']) }]])
})

test('pods that go on coming are not waited for without end', () => {
  const release = vi.fn<(gathered: ReplicaChange) => void>()
  const { keeps } = createGathering(release)
  for (let now = 0; now < 1000; now += 50) {
    keeps(change([now], 'Pod', 'ReplicaSet'), true, now)
    vi.advanceTimersByTime(50)
  }
  expect(release).toHaveBeenCalledTimes(1)
})

test.each([
  ['pods alone', change([0], 'Pod'), true],
  ['a cluster that has pods', change([0], 'Pod', 'Deployment'), false],
  ['all anew', { ...change([0], 'Pod', 'Deployment'), reset: true }, true],
])('%s: nothing is kept', (_what, made, empty) => {
  expect(createGathering(() => undefined).keeps(made, empty, 0)).toBe(false)
})
