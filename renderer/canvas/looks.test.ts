import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() } })
})
const { POD_STATES } = await import('../state/index.ts')
const { DIMMED, FIRST_STATE, lookAt, NOTHING, SELECTED, STATES_BY_RANK, writeLooks } = await import('./looks.ts')

const rankOf = (name: (typeof POD_STATES)[number]) => STATES_BY_RANK.indexOf(POD_STATES.indexOf(name))

test('any state that matches tells more than what does not match, and trouble more than what runs', () => {
  expect(DIMMED).toBeLessThan(FIRST_STATE)
  expect(FIRST_STATE + STATES_BY_RANK.length).toBeLessThanOrEqual(SELECTED)
  expect([...STATES_BY_RANK].sort((a, b) => a - b)).toEqual([...POD_STATES.keys()])
  for (const quiet of ['running', 'succeeded'] as const) for (const trouble of ['failed', 'pending', 'unknown'] as const) expect(rankOf(quiet)).toBeLessThan(rankOf(trouble))
})

test('a look says whether a pod is there, matches, is hidden and is selected', () => {
  const pod = fc.record({ alive: fc.nat(1), state: fc.nat(POD_STATES.length - 1), match: fc.nat(1), chosen: fc.nat(1) })
  fc.assert(fc.property(fc.array(pod), fc.boolean(), fc.constantFrom('dim' as const, 'hide' as const, 'isolate' as const), (pods, asked, mode) => {
    const column = (key: 'alive' | 'state' | 'match' | 'chosen') => Uint8Array.from(pods, (each) => each[key])
    const looks = new Uint8Array(pods.length).fill(99)
    const source = { pods: { capacity: pods.length, alive: column('alive'), state: column('state') }, matched: asked ? column('match') : null, mode, selected: column('chosen') }
    writeLooks(looks, source)
    pods.forEach(({ alive, state, match, chosen }, slot) => {
      const shown = alive === 0 ? NOTHING : !asked || match === 1 ? FIRST_STATE + STATES_BY_RANK.indexOf(state) : mode === 'hide' ? NOTHING : DIMMED
      expect(looks[slot]).toBe(shown === NOTHING ? NOTHING : shown | (chosen === 1 ? SELECTED : 0))
      expect(lookAt(source, slot)).toBe(shown)
    })
  }))
})
