import { expect, test } from 'vitest'
import { collectDocuments } from './collect-documents.ts'
import { errorAt, locate, type ManifestDocument } from './index.ts'
import { readChunk } from './read-chunk.ts'
import { splitDocuments } from './split-documents.ts'

function read(text: string): readonly ManifestDocument[] {
  const parts = splitDocuments(text)
  return collectDocuments('f.yaml', parts, parts.map((part) => readChunk(part.text)))
}

const yaml = `# first
---
apiVersion: v1
kind: Pod
metadata:
  name: here
  labels:
    app.kubernetes.io/name: there
spec:
  containers:
  - name: one
    image: nginx
  - name: two
    ports:
    - containerPort: 80
`

test.for([
  ['metadata.name', 6, 9],
  ['metadata.labels', 7, 3],
  ['metadata.labels[app.kubernetes.io/name]', 8, 29],
  ['metadata.annotations', 5, 1],
  ['metadata.labels[none]', 7, 3],
  ['spec.containers', 10, 3],
  ['spec.containers[0]', 11, 5],
  ['spec.containers[0].name', 11, 11],
  ['spec.containers[1].ports[0].containerPort', 15, 22],
  ['spec.containers[1].image', 13, 5],
  ['spec.containers[7].image', 10, 3],
  ['status.phase', 3, 1],
  ['', 3, 1],
] as const)('%s stands at %i:%i', ([path, line, column]) => {
  const [document] = read(yaml)
  expect(document && locate(document, path)).toStrictEqual({ file: 'f.yaml', line, column })
})

const named = (name: string): string => `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"${name}"}}`

test.for([
  ['YAML list', 'kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: one\n-   apiVersion: v1\n    kind: Pod\n# aside\n    metadata: {name: two}\n'],
  ['JSON on one line', `{"kind":"List","apiVersion":"v1","items":[${named('one')},${named('two')}]}`],
  ['JSON, indented', JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [named('one'), named('two')].map((text) => JSON.parse(text) as unknown) }, null, 4)],
  ['JSON in a row', `${named('one')}\n  ${named('two')}\n`],
  ['documents', 'apiVersion: v1\nkind: Pod\nmetadata: {name: one}\n--- # next\n\napiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: two\r\n'],
  ['document on the line that begins it', `--- ${named('one')}\n--- {"kind": Pod, apiVersion: v1, metadata: {name: two}}\n`],
])('places in a file of %s', ([, text = '']) => {
  const lines = text.split('\n')
  const documents = read(text)
  expect(documents.map(({ object }) => object?.metadata.name)).toStrictEqual(['one', 'two'])
  for (const document of documents) {
    const name = document.object?.metadata.name ?? ''
    const error = errorAt(document, 'metadata.name', 'bad')
    expect(error.position).toStrictEqual(locate(document, 'metadata.name'))
    const { line, column } = error.position ?? { line: 0, column: 0 }
    expect(lines[line - 1]?.slice(column - 1).replace(/^"/, '').startsWith(name)).toBe(true)
    expect(error.line?.slice(column - 1).replace(/^"/, '').startsWith(name)).toBe(true)
  }
})

test('what was written anew is placed where it begins', () => {
  const [document] = read('kind: PodList\napiVersion: v1\nitems:\n- metadata:\n    name: x\n')
  expect(document && locate(document, 'metadata.name')).toStrictEqual({ file: 'f.yaml', line: 4, column: 1 })
})

test('a file that could not be read has no places', () => {
  expect(locate({ file: 'f', index: 0, line: 1, text: '', errors: [{ message: 'x' }], warnings: [] }, 'metadata')).toBeUndefined()
})
