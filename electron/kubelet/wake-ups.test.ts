import { expect, test } from 'vitest'
import { createManualClock } from '../cluster/index.ts'
import { createWakeUps } from './wake-ups.ts'

function start() {
  const clock = createManualClock(1_000)
  const woken: string[] = []
  const wakeUps = createWakeUps(clock, 50, (key) => woken.push(`${key} at ${clock.now()}`))
  return { clock, woken, wakeUps }
}

test('keys are woken at the first tick that is not too early, in the order in which they asked', () => {
  const { clock, woken, wakeUps } = start()
  for (const [key, at] of [['a', 1_100], ['b', 1_001], ['c', 1_051], ['d', Infinity], ['e', 900]] as const) wakeUps.add(key, at)
  clock.advance(1_000)
  expect(woken).toEqual(['e at 1000', 'b at 1050', 'a at 1100', 'c at 1100'])
})

test('one that no longer waits is left asleep, the others of its tick are not', () => {
  const { clock, woken, wakeUps } = start()
  const cancel = wakeUps.add('a', 1_100)
  wakeUps.add('b', 1_100)
  cancel()
  wakeUps.add('c', 1_200)()
  wakeUps.add('d', 1_200)
  clock.advance(1_000)
  cancel()
  expect(woken).toEqual(['b at 1100', 'd at 1200'])
})

test('who is woken may ask again for the same tick', () => {
  const clock = createManualClock(1_000)
  const woken: string[] = []
  const wakeUps = createWakeUps(clock, 50, (key) => {
    if (woken.push(key) < 3) wakeUps.add(key, clock.now())
  })
  wakeUps.add('a', 1_000)
  clock.advance(0)
  expect(woken).toEqual(['a', 'a', 'a'])
})
