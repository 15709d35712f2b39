import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, beginProbe, moveProbe, type Probe, type ProbeKind, type ProbeState } from './probe-plan.ts'

/** An answer that changes at each of these times, beginning well or not. `careful` never says how long it will stay. */
function answering(first: boolean, changes: readonly number[], careful: boolean): Answer {
  const sorted = changes.toSorted((a, b) => a - b)
  return (elapsed) => {
    const passed = sorted.filter((at) => at <= elapsed).length
    const until = sorted.find((at) => at > elapsed) ?? Infinity
    return { ok: (passed % 2 === 0) === first, message: 'no', until: careful ? elapsed : until }
  }
}

/** What a probe has come to at a time: whether it passes, whether it has killed, and how often it complained. */
function play(kind: ProbeKind, probe: Probe, answer: Answer, until: number, step: number): readonly unknown[] {
  let state: ProbeState = beginProbe(kind, probe, 0, 0)
  let complaints = 0
  for (let now = 0; now <= until; now += step) {
    const moved = moveProbe(kind, probe, state, 0, now, answer)
    state = moved.state
    complaints += moved.complaints.length
    if (moved.kill) return ['killed', complaints]
  }
  return [state.passed, complaints]
}

test('a probe that looks only when the answer may change finds what one finds that always looks', () => {
  const kinds = fc.constantFrom<ProbeKind>('startup', 'liveness', 'readiness')
  const probes = fc.record({ periodSeconds: fc.integer({ min: 1, max: 5 }), failureThreshold: fc.integer({ min: 1, max: 4 }), successThreshold: fc.integer({ min: 1, max: 2 }), initialDelaySeconds: fc.nat(5) })
  fc.assert(fc.property(kinds, probes, fc.boolean(), fc.array(fc.nat(60_000), { maxLength: 4 }), (kind, given, first, changes) => {
    const probe: Probe = kind === 'readiness' ? given : { ...given, successThreshold: 1 }
    expect(play(kind, probe, answering(first, changes, false), 90_000, 250)).toEqual(play(kind, probe, answering(first, changes, true), 90_000, 250))
  }))
})

test.each<readonly [string, ProbeKind, Probe, boolean, readonly number[], readonly unknown[]]>([
  ['ready at its first success', 'readiness', {}, true, [], [true, 0]],
  ['not ready after three failures', 'readiness', { periodSeconds: 1 }, true, [5_000], [false, 5]],
  ['killed after three failures', 'liveness', { periodSeconds: 2 }, false, [], ['killed', 3]],
  ['alive through two', 'liveness', { periodSeconds: 2 }, false, [4_000], [true, 2]],
  ['started late', 'startup', { periodSeconds: 1, failureThreshold: 30 }, false, [8_000], [true, 8]],
  ['never started', 'startup', { periodSeconds: 1, failureThreshold: 5 }, false, [], ['killed', 5]],
])('%s', (_name, kind, probe, first, changes, expected) => {
  expect(play(kind, probe, answering(first, changes, false), 10_000, 100)).toEqual(expected)
})
