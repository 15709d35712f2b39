import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyJsonPatch } from './json-patch.ts'

// The examples of RFC 6902, appendix A, and upstream's own ways.
test.each([
  ['add a member', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  ['add an item', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
  ['append', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc'] }], { foo: ['bar', ['abc']] }],
  ['remove a member', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['remove an item', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  ['remove the last item', { foo: [1, 2, 3] }, [{ op: 'remove', path: '/foo/-1' }], { foo: [1, 2] }],
  ['replace', { baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
  ['replace an item', { a: [1, 2] }, [{ op: 'replace', path: '/a/0', value: 9 }], { a: [9, 2] }],
  ['move a value', { foo: { bar: 'baz', waldo: 'fred' }, qux: {} }, [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }], { foo: { bar: 'baz' }, qux: { thud: 'fred' } }],
  ['move an item', { foo: ['all', 'grass', 'cows', 'eat'] }, [{ op: 'move', from: '/foo/1', path: '/foo/3' }], { foo: ['all', 'cows', 'eat', 'grass'] }],
  ['copy', { a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/c' }], { a: { b: 1 }, c: { b: 1 } }],
  ['test', { baz: 'qux', foo: ['a', 2] }, [{ op: 'test', path: '/baz', value: 'qux' }, { op: 'test', path: '/foo/1', value: 2 }], { baz: 'qux', foo: ['a', 2] }],
  ['test for nothing', { a: 1 }, [{ op: 'test', path: '/b', value: null }], { a: 1 }],
  ['escapes', { 'a/b': 1, 'm~n': 2 }, [{ op: 'replace', path: '/a~1b', value: 3 }, { op: 'remove', path: '/m~0n' }], { 'a/b': 3 }],
  ['the whole', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
  ['a member that is no prototype', {}, [{ op: 'add', path: '/__proto__', value: { a: 1 } }], JSON.parse('{"__proto__":{"a":1}}') as object],
])('%s', (_what, document, patch, result) => {
  expect(applyJsonPatch(document, patch)).toEqual({ ok: true, value: result })
})

test.each([
  ['a test that fails', { a: 1 }, [{ op: 'test', path: '/a', value: 2 }]],
  ['a parent that is missing', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }]],
  ['a member that is missing', { a: 1 }, [{ op: 'remove', path: '/b' }]],
  ['replacing what is not there', { a: 1 }, [{ op: 'replace', path: '/b', value: 1 }]],
  ['an index past the end', { a: [1] }, [{ op: 'add', path: '/a/5', value: 1 }]],
  ['an index that is none', { a: [1] }, [{ op: 'remove', path: '/a/01' }]],
  ['a path without a slash', { a: 1 }, [{ op: 'remove', path: 'a' }]],
  ['an unknown operation', {}, [{ op: 'merge', path: '/a', value: 1 }]],
  ['no operation', {}, ['add']],
  ['no value', {}, [{ op: 'add', path: '/a' }]],
  ['a path through a scalar', { a: 1 }, [{ op: 'add', path: '/a/b', value: 1 }]],
  ['copies that grow without end', { a: 'x'.repeat(100_000) }, Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '/a', path: `/b${index}` }))],
])('refused: %s', (_what, document, patch) => {
  expect(applyJsonPatch(document, patch).ok).toBe(false)
})

test('the document given is never changed', () => {
  const pointer = fc.constantFrom('', '/a', '/a/0', '/a/-', '/b', '/b/c', '/d')
  const operation = fc.record({ op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), path: pointer, from: pointer, value: fc.jsonValue({ maxDepth: 1 }) })
  fc.assert(fc.property(fc.array(operation, { maxLength: 6 }), (patch) => {
    const document = { a: [1, { x: 1 }], b: { c: 'c' } }
    applyJsonPatch(document, patch)
    expect(document).toEqual({ a: [1, { x: 1 }], b: { c: 'c' } })
  }))
})
