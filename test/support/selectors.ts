import * as fc from 'fast-check'
import type { StringMap } from '../../shared/model/index.ts'
import type { Requirement, Vocabulary } from '../../shared/selector/index.ts'

const KEYS = ['app', 'env', 'tier', 'cpu', 'in', 'notin', 'App', 'constructor', 'app.kubernetes.io/name', 'a-b_c.d', '0']
const VALUES = ['web', 'db', 'prod', 'dev', '', 'in', 'notin', 'true', '8', '007', '9', '9223372036854775807', 'hasOwnProperty']

export const labelKey = fc.constantFrom(...KEYS)
export const labelValue = fc.constantFrom(...VALUES)

/** Label sets in which the keys and values of `requirement` are common. */
export const labelSet: fc.Arbitrary<StringMap> = fc.dictionary(labelKey, labelValue, { maxKeys: 6 })

const integer = fc.constantFrom('0', '7', '8', '9', '007', '9223372036854775807')

/** Requirements as the parser makes them: values sorted, each once. */
export const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({ op: fc.constantFrom('exists' as const, 'absent' as const), key: labelKey }),
  fc.record({ op: fc.constantFrom('=' as const, '==' as const, '!=' as const), key: labelKey, value: labelValue }),
  fc.record({ op: fc.constantFrom('>' as const, '<' as const), key: labelKey, value: integer }),
  fc.record({ op: fc.constantFrom('in' as const, 'notin' as const), key: labelKey, values: fc.uniqueArray(labelValue, { minLength: 1, maxLength: 4 }).map((values) => values.toSorted()) }),
)

const space = fc.constantFrom('', '', '', '', ' ', '  ', '\t', '\n', '\r', ' \r\n')

function spaced(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts.map((part) => fc.tuple(space, part))).map((pairs) => pairs.flat().join(''))
}

/** Upstream's parser takes `(,a)`, `(a,)` and `(a,,b)`, but not `(a,,)`. */
const writable = (values: readonly string[]) => !values.some((value, index) => value === '' && values[index + 1] === '')

const list = fc.array(labelValue, { maxLength: 4 }).filter(writable).chain((values) => spaced(...values.flatMap((value, index) => (index === 0 ? [fc.constant(value)] : [fc.constant(','), fc.constant(value)]))))

const writtenTerm = fc.oneof(
  labelKey,
  spaced(fc.constant('!'), labelKey),
  spaced(labelKey, fc.constantFrom('=', '==', '!='), labelValue),
  spaced(labelKey, fc.constantFrom('>', '<'), integer),
  spaced(labelKey, fc.constantFrom(' in ', ' notin ', '\tin\n'), fc.constant('('), list, fc.constant(')')),
)

/** Selectors that parse, written in every way the language allows. */
export const rightSelector: fc.Arbitrary<string> = fc
  .array(writtenTerm, { maxLength: 4 })
  .chain((terms) => spaced(...terms.flatMap((term, index) => (index === 0 ? [fc.constant(term)] : [fc.constant(','), fc.constant(term)])), fc.constant('')))

const fragment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('=', '!', '(', ')', ',', '<', '>') },
  { weight: 4, arbitrary: fc.constantFrom(' ', '==', '!=', ' in ', ' notin ', ',,', '()', '(,)') },
  { weight: 4, arbitrary: fc.constantFrom(...Array.from('|&"\'*:;/~[]{}-_.+\\%$#@?`')) },
  { weight: 2, arbitrary: fc.constantFrom('Example.com/', 'a/b/', '/', '-1', '+5', '4.5', '99999999999999999999', '-', 'and', 'or', ' not ', 'IN') },
  { weight: 2, arbitrary: fc.constantFrom('\u00a0', '\v', '\u200b', '한', 'é', '😀', '\u{e0001}', '\u007f', '\u0001', '\ufffd') },
  { weight: 1, arbitrary: fc.constantFrom(62, 63, 64, 253, 254).map((length) => 'x'.repeat(length)) },
)

const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.constantFrom(0, 0, 1, 2, 4), put: fc.oneof(fragment, fc.constant('')) })

/** Selectors with a few slips of any kind; some of them still parse. */
export const brokenSelector: fc.Arbitrary<string> = fc.tuple(rightSelector, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
  changes.reduce((written, { at, cut, put }) => {
    const from = Math.floor(at * written.length)
    return written.slice(0, from) + put + written.slice(from + cut)
  }, text),
)

export const anySelector: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: rightSelector },
  { weight: 4, arbitrary: brokenSelector },
  { weight: 1, arbitrary: fc.array(fc.oneof(fragment, labelKey), { maxLength: 7 }).map((parts) => parts.join('')) },
)

/** The labels of many objects, counted one by one: what an index has to say. */
export function gatherVocabulary(objects: Iterable<StringMap>): Vocabulary {
  const index = new Map<string, { count: number; readonly values: Map<string, number> }>()
  for (const labels of objects) {
    for (const [key, value] of Object.entries(labels)) {
      let entry = index.get(key)
      if (entry === undefined) index.set(key, (entry = { count: 0, values: new Map() }))
      entry.count++
      entry.values.set(value, (entry.values.get(value) ?? 0) + 1)
    }
  }
  return {
    keys: () => [...index].map(([key, { count }]) => [key, count] as const),
    values: (key) => index.get(key)?.values ?? [],
  }
}
