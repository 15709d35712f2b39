import { expect, test } from 'vitest'
import { placeChips } from './chip-places.ts'

const room = { left: 0, right: 88, lines: 2, character: 5 }
const textsOf = (labels: Record<string, string>, named: readonly string[] = [], lines = 2) => placeChips(labels, new Set(named), { ...room, lines }).map(({ text, row }) => `${row} ${text}`)

test.each([
  ['beside each other as long as there is room', { a: '1', b: '2' }, [], ['0 a=1', '0 b=2']],
  ['what the selector names comes first', { a: '1', b: '2' }, ['b'], ['0 b=2', '0 a=1']],
  ['of a label wider than the card the value stays', { creation_method: 'manual', env: 'prod' }, [], ['0 creation…=manual', '1 env=prod']],
  ['unless nothing is left of the key', { env: 'production-of-europe' }, [], ['0 env=production-…']],
  ['of a prefixed key the prefix goes first', { 'app.kubernetes.io/name': 'web' }, [], ['0 …/name=web']],
  ['no value, no sign', { canary: '' }, [], ['0 canary']],
  ['rows end where the containers begin', { aaaaaaaaaa: '1', bbbbbbbbbb: '2', cccccccccc: '3' }, [], ['0 aaaaaaaaaa=1', '1 bbbbbbbbbb=2']],
])('%s', (_, labels, named, texts) => {
  expect(textsOf(labels, named)).toEqual(texts)
})

test('no chip leaves the card', () => {
  const places = placeChips({ creation_method: 'manual', env: 'production-of-europe', a: '1' }, new Set(), { ...room, lines: 9 })
  expect(places).toHaveLength(3)
  expect(Math.max(...places.map(({ x, width }) => x + width))).toBeLessThanOrEqual(room.right)
})

test('where not even two characters fit, there are none', () => {
  expect(placeChips({ app: 'web' }, new Set(), { ...room, right: 14 })).toEqual([])
})
