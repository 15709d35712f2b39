import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonObject, schemaOfType } from '../../schema/index.ts'
import { strategicMerge } from './strategic-merge.ts'

const pod = schemaOfType('io.k8s.api.core.v1.Pod')
const deployment = schemaOfType('io.k8s.api.apps.v1.Deployment')

const inSpec = (spec: object): JsonObject => ({ spec })

// Checked against apimachinery's own strategicpatch.
test.each<readonly [what: string, original: JsonObject, patch: JsonObject, result: JsonObject]>([
  ['maps are merged, null removes', { metadata: { labels: { a: '1', b: '2' } } }, { metadata: { labels: { a: null, c: '3' } } }, { metadata: { labels: { b: '2', c: '3' } } }],
  ['containers are merged by name', inSpec({ containers: [{ name: 'a', image: '1', tty: true }, { name: 'b', image: '1' }] }), inSpec({ containers: [{ name: 'a', image: '2' }] }),
    inSpec({ containers: [{ name: 'a', image: '2', tty: true }, { name: 'b', image: '1' }] })],
  ['a new container goes before those that the patch does not name', inSpec({ containers: [{ name: 'a' }] }), inSpec({ containers: [{ name: 'b' }] }), inSpec({ containers: [{ name: 'b' }, { name: 'a' }] })],
  ['$patch: delete takes an item out', inSpec({ containers: [{ name: 'a' }, { name: 'b' }] }), inSpec({ containers: [{ $patch: 'delete', name: 'a' }] }), inSpec({ containers: [{ name: 'b' }] })],
  ['$patch: delete of an item that is not there', inSpec({ containers: [{ name: 'a' }] }), inSpec({ containers: [{ $patch: 'delete', name: 'z' }] }), inSpec({ containers: [{ name: 'a' }] })],
  ['$patch: replace in a list replaces the list', inSpec({ containers: [{ name: 'a', image: '1' }] }), inSpec({ containers: [{ name: 'b' }, { $patch: 'replace' }] }), inSpec({ containers: [{ name: 'b' }] })],
  ['$patch: replace in a map replaces the map', { metadata: { labels: { a: '1' } } }, { metadata: { labels: { $patch: 'replace', b: '2' } } }, { metadata: { labels: { b: '2' } } }],
  ['$patch: delete in a map empties it', { metadata: { labels: { a: '1' } } }, { metadata: { labels: { $patch: 'delete' } } }, { metadata: { labels: {} } }],
  ['lists without a strategy are replaced', inSpec({ tolerations: [{ key: 'a' }] }), inSpec({ tolerations: [{ key: 'b' }] }), inSpec({ tolerations: [{ key: 'b' }] })],
  ['lists of scalars are joined as sets', { metadata: { finalizers: ['a/b', 'c/d'] } }, { metadata: { finalizers: ['e/f', 'a/b'] } }, { metadata: { finalizers: ['e/f', 'a/b', 'c/d'] } }],
  ['$deleteFromPrimitiveList', { metadata: { finalizers: ['a/b', 'c/d'] } }, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a/b'] } }, { metadata: { finalizers: ['c/d'] } }],
  ['$setElementOrder of objects', inSpec({ containers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }), inSpec({ '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }] }),
    inSpec({ containers: [{ name: 'b' }, { name: 'c' }, { name: 'a' }] })],
  ['$setElementOrder with changes', inSpec({ containers: [{ name: 'a' }, { name: 'b' }] }),
    inSpec({ '$setElementOrder/containers': [{ name: 'n' }, { name: 'b' }], containers: [{ name: 'n', image: 'i' }, { $patch: 'delete', name: 'a' }] }),
    inSpec({ containers: [{ name: 'n', image: 'i' }, { name: 'b' }] })],
  ['$setElementOrder of scalars', { metadata: { finalizers: ['a', 'b'] } }, { metadata: { '$setElementOrder/finalizers': ['b', 'a'] } }, { metadata: { finalizers: ['b', 'a'] } }],
  ['$setElementOrder where there is no list', inSpec({}), inSpec({ '$setElementOrder/containers': [{ name: 'a' }] }), inSpec({})],
  ['$retainKeys', inSpec({ volumes: [{ name: 'v', emptyDir: {} }] }), inSpec({ volumes: [{ $retainKeys: ['name', 'configMap'], name: 'v', configMap: { name: 'c' } }] }),
    inSpec({ volumes: [{ name: 'v', configMap: { name: 'c' } }] })],
  ['directives in what is new are left out', {}, inSpec({ volumes: [{ $retainKeys: ['name'], name: 'v' }, { $patch: 'delete', name: 'w' }], nodeSelector: { a: null, b: '1' } }),
    inSpec({ volumes: [{ name: 'v' }], nodeSelector: { b: '1' } })],
  ['ports are merged by number', inSpec({ containers: [{ name: 'a', ports: [{ containerPort: 80, name: 'x' }] }] }), inSpec({ containers: [{ name: 'a', ports: [{ containerPort: 81 }, { containerPort: 80, name: 'y' }] }] }),
    inSpec({ containers: [{ name: 'a', ports: [{ containerPort: 81 }, { containerPort: 80, name: 'y' }] }] })],
  ['a scalar for a map', inSpec({ nodeSelector: { a: '1' } }), inSpec({ nodeSelector: 'x' }), inSpec({ nodeSelector: 'x' })],
])('%s', (_what, original, patch, result) => {
  expect(strategicMerge(original, patch, pod)).toEqual(result)
})

test.each([
  ['$patch that is none', inSpec({ containers: [] }), inSpec({ $patch: 'swap', x: 1 }), 'unknown patch type: swap in map: map[$patch:swap x:1]'],
  ['an item without its key', inSpec({ containers: [{ name: 'a' }] }), inSpec({ containers: [{ image: 'x' }] }), 'map: map[image:x] does not contain declared merge key: name'],
  ['merging lists by directive', inSpec({ containers: [{ name: 'a' }] }), inSpec({ containers: [{ $patch: 'merge' }] }), 'merging lists cannot yet be specified in the patch'],
  ['$retainKeys that leaves out a key', inSpec({ volumes: [{ name: 'v' }] }), inSpec({ volumes: [{ $retainKeys: [], name: 'v' }] }), 'invalid patch format of retainKeys'],
  ['$deleteFromPrimitiveList that is no list', { metadata: { finalizers: ['a'] } }, { metadata: { '$deleteFromPrimitiveList/finalizers': 'a' } }, 'invalid patch format of primitive list'],
  ['$setElementOrder that does not fit', inSpec({ containers: [{ name: 'a' }] }), inSpec({ '$setElementOrder/containers': [{ name: 'a' }], containers: [{ name: 'b' }] }),
    "The order in patch list:\n[map[name:b]]\n doesn't match $setElementOrder list:\n[map[name:a]]\n"],
])('refused: %s', (_what, original, patch, message) => {
  expect(() => strategicMerge(original, patch, pod)).toThrow(message)
})

test('a strategy is replaced by its keys, as kubectl apply asks for', () => {
  const original = inSpec({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } })
  const patch = inSpec({ strategy: { $retainKeys: ['type'], type: 'Recreate' } })
  expect(strategicMerge(original, patch, deployment)).toEqual(inSpec({ strategy: { type: 'Recreate' } }))
})

test('where no schema is known, maps are merged and lists replaced', () => {
  expect(strategicMerge({ a: { b: 1 }, l: [{ name: 'x' }] }, { a: { c: 2 }, l: [{ name: 'y' }] }, { type: 'any' })).toEqual({ a: { b: 1, c: 2 }, l: [{ name: 'y' }] })
})

const word = fc.constantFrom('a', 'b', 'c')
const named = (more: object): fc.Arbitrary<JsonObject[]> => fc.uniqueArray(fc.record({ name: word, ...more }), { selector: ({ name }) => name, maxLength: 3 })
const object = fc.record({
  metadata: fc.record({ labels: fc.dictionary(word, word, { maxKeys: 3 }), finalizers: fc.uniqueArray(word, { maxLength: 3 }) }),
  spec: fc.record({ containers: named({ image: word, env: named({ value: word }) }), volumes: named({ emptyDir: fc.record({ medium: word }) }), tolerations: fc.array(fc.record({ key: word }), { maxLength: 2 }) }),
})

test('a patch that is carried out changes nothing the second time, nor what it was given', () => {
  fc.assert(fc.property(object, object, (original, patch) => {
    const before = structuredClone([original, patch])
    const once = strategicMerge(original, patch, pod)
    expect(strategicMerge(once, patch, pod)).toEqual(once)
    expect([original, patch]).toEqual(before)
  }))
})

test('an object patched with itself stays as it is', () => {
  fc.assert(fc.property(object, (one) => {
    expect(strategicMerge(one, one, pod)).toEqual(one)
  }))
})
