import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf, equalSets, type FieldSet, intersectionOf, isEmptySet, pathsOf, recursiveDifferenceOf, setOfPaths, unionOf } from './field-set.ts'
import { decodeFields, encodeFields } from './fields-v1.ts'
import { formatPath } from './path-element.ts'

const element = fc.oneof(
  fc.constantFrom('spec', 'metadata', 'a', 'b.c/d', '__proto__', '1').map((name) => `f:${name}`),
  fc.record({ name: fc.constantFrom('x', 'y"'), port: fc.nat(3) }).map((key) => `k:${JSON.stringify(key)}`),
  fc.constantFrom('"v"', '1', 'true').map((value) => `v:${value}`),
  fc.nat(3).map((index) => `i:${index}`),
)
const set: fc.Arbitrary<FieldSet> = fc.array(fc.array(element, { minLength: 1, maxLength: 4 }), { maxLength: 8 }).map(setOfPaths)

test('decoding undoes encoding', () => {
  fc.assert(fc.property(set, (fields) => {
    const decoded = decodeFields(JSON.parse(JSON.stringify(encodeFields(fields))))
    expect(decoded !== undefined && equalSets(decoded, fields)).toBe(true)
  }))
})

test('the laws of sets', () => {
  const texts = (fields: FieldSet): ReadonlySet<string> => new Set([...pathsOf(fields)].map((path) => path.join('\n')))
  fc.assert(fc.property(set, set, (a, b) => {
    expect(texts(unionOf(a, b))).toEqual(new Set([...texts(a), ...texts(b)]))
    expect(texts(intersectionOf(a, b))).toEqual(new Set([...texts(a)].filter((path) => texts(b).has(path))))
    expect(texts(differenceOf(a, b))).toEqual(new Set([...texts(a)].filter((path) => !texts(b).has(path))))
    expect(isEmptySet(recursiveDifferenceOf(a, a))).toBe(true)
  }))
})

test('fields come before keys, values and indexes; what is owned itself is marked by a dot', () => {
  const fields = setOfPaths([['f:b', 'i:10'], ['f:b', 'i:9'], ['f:b', 'v:"x"'], ['f:b', 'k:{"n":10}'], ['f:b', 'k:{"n":9}'], ['f:b', 'f:z'], ['f:b'], ['f:a', 'f:c']])
  expect(JSON.stringify(encodeFields(fields))).toBe(
    String.raw`{"f:a":{"f:c":{}},"f:b":{".":{},"f:z":{},"k:{\"n\":9}":{},"k:{\"n\":10}":{},"v:\"x\"":{},"i:9":{},"i:10":{}}}`)
})

test.each([
  ['texts by their characters, not by their JSON', ['v:"a"', 'v:"a b"', 'v:"a!"', 'v:"a\\tb"', 'v:"é"', 'v:"aa"'], ['v:"a"', 'v:"a\\tb"', 'v:"a b"', 'v:"a!"', 'v:"aa"', 'v:"é"']],
  ['numbers before texts, texts before yes and no', ['v:true', 'v:"1"', 'v:10', 'v:false', 'v:9'], ['v:9', 'v:10', 'v:"1"', 'v:false', 'v:true']],
  ['names that look like numbers as texts', ['f:9', 'f:10', 'f:a'], ['f:10', 'f:9', 'f:a']],
  ['keys of such names, too', ['k:{"10":2,"9":1}', 'k:{"10":1,"9":2}'], ['k:{"10":1,"9":2}', 'k:{"10":2,"9":1}']],
])('elements are ordered as upstream does: %s', (_what, elements, ordered) => {
  expect(Object.keys(encodeFields(setOfPaths(elements.map((one) => [one]))))).toEqual(ordered)
})

test.each([
  [['f:spec', 'f:containers', 'k:{"name":"a"}', 'f:image'], '.spec.containers[name="a"].image'],
  [['f:ports', 'k:{"containerPort":80,"protocol":"TCP"}'], '.ports[containerPort=80,protocol="TCP"]'],
  [['f:finalizers', 'v:"x"'], '.finalizers[="x"]'],
  [['f:list', 'k:{"10":2,"9":1}'], '.list[10=2,9=1]'],
  [['f:list', 'i:0'], '.list[0]'],
])('%j is shown as %s', (path, text) => {
  expect(formatPath(path)).toBe(text)
})

test.each([
  ['elements of an unknown form', { 'f:a': {}, 'x:b': {} }, { 'f:a': {} }],
  ['keys in another order', { 'k:{"b":1,"a":2}': {} }, { 'k:{"a":2,"b":1}': {} }],
  ['keys that look like numbers', { 'k:{"9":1,"10":2}': {} }, { 'k:{"10":2,"9":1}': {} }],
  ['what HTML could take for markup', { 'v:"<a>"': {} }, { 'v:"\\u003ca\\u003e"': {} }],
  ['keys that are no JSON', { 'k:{': {} }, {}],
])('read with care: %s', (_what, fields, result) => {
  expect(encodeFields(decodeFields(fields) ?? setOfPaths([]))).toEqual(result)
})

test('what is no trie is none', () => {
  expect([decodeFields([]), decodeFields({ 'f:a': 1 }), decodeFields(null)]).toEqual([undefined, undefined, undefined])
})

test('what is written is known when it is read again, and a set that loses nothing stays the same', () => {
  const set = setOfPaths([['f:spec', 'f:replicas'], ['f:metadata', 'f:labels', 'f:app']])
  const trie = encodeFields(set)
  expect([decodeFields(trie), encodeFields(set)]).toEqual([set, trie])
  expect(decodeFields(trie)).toBe(set)
  expect(encodeFields(differenceOf(set, setOfPaths([['f:metadata', 'f:labels', 'f:other'], ['f:status']])))).toBe(trie)
  expect(differenceOf(set, setOfPaths([['f:spec', 'f:replicas']]))).toEqual(setOfPaths([['f:metadata', 'f:labels', 'f:app']]))
})
