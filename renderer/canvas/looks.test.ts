import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { packBits } from '../../shared/selector/index.ts'

vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() } })
})
const { POD_STATES } = await import('../state/index.ts')
const { createLooks, DIMMED, FIRST_STATE, lookAt, NOTHING, SELECTED, STATES_BY_RANK } = await import('./looks.ts')

const rankOf = (name: (typeof POD_STATES)[number]) => STATES_BY_RANK.indexOf(POD_STATES.indexOf(name))

test('any state that matches tells more than what does not match, and trouble more than what runs', () => {
  expect(DIMMED).toBeLessThan(FIRST_STATE)
  expect(FIRST_STATE + STATES_BY_RANK.length).toBeLessThanOrEqual(SELECTED)
  expect([...STATES_BY_RANK].sort((a, b) => a - b)).toEqual([...POD_STATES.keys()])
  for (const quiet of ['running', 'succeeded'] as const) for (const trouble of ['failed', 'pending', 'unknown'] as const) expect(rankOf(quiet)).toBeLessThan(rankOf(trouble))
})

const pod = fc.record({ alive: fc.nat(1), state: fc.nat(POD_STATES.length - 1), match: fc.boolean(), chosen: fc.nat(1) })
const mode = fc.constantFrom('dim' as const, 'hide' as const, 'isolate' as const)

test('a look says whether a pod is there, matches, is hidden and is selected, whatever happened before', () => {
  const step = fc.record({ pods: fc.array(fc.tuple(fc.nat(70), pod), { maxLength: 20 }), asked: fc.boolean(), mode, anew: fc.boolean() })
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
    const kept = createLooks()
    const truth: { alive: number; state: number; match: boolean; chosen: number }[] = []
    let before: { asked: boolean; mode: string } | null = null
    for (const { pods, asked, mode: shown, anew } of steps) {
      for (const [slot, what] of pods) {
        while (truth.length <= slot) truth.push({ alive: 0, state: 0, match: false, chosen: 0 })
        truth[slot] = what
      }
      const column = (key: 'alive' | 'state' | 'chosen') => Uint8Array.from(truth, (each) => each[key])
      const matching = truth.flatMap(({ alive, match }, slot) => (alive === 1 && match ? [slot] : []))
      const source = {
        pods: { capacity: truth.length, alive: column('alive'), state: column('state') }, mode: shown,
        matched: asked ? packBits(matching, truth.length) : null, selected: column('chosen'),
      }
      const shownBefore = before?.asked === asked && before.mode === shown ? Array.from(kept.of(source)) : null
      const isOther = kept.follow(source, anew ? null : pods.map(([slot]) => slot))
      const shownAfter = Array.from(kept.of(source))
      expect(isOther || shownBefore === null ? shownAfter : shownBefore).toEqual(shownAfter)
      if (before === null || before.asked !== asked || before.mode !== shown) kept.stale()
      before = { asked, mode: shown }
      const looks = kept.of(source)
      truth.forEach(({ alive, state, match, chosen }, slot) => {
        const plain = alive === 0 ? NOTHING : !asked || match ? FIRST_STATE + STATES_BY_RANK.indexOf(state) : shown === 'hide' ? NOTHING : DIMMED
        expect(lookAt(source, slot)).toBe(plain)
        expect(looks[slot]).toBe(plain === NOTHING ? NOTHING : plain | (chosen === 1 ? SELECTED : 0))
      })
    }
  }))
})
