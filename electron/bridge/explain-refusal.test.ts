import { expect, test } from 'vitest'
import type { ManifestDocument } from '../manifest/index.ts'
import { explainRefusal } from './explain-refusal.ts'

const text = 'apiVersion: v1\nkind: Podd\nmetadata:\n  name: web\n  namespace: missing\n'
const document: ManifestDocument = { file: 'web.yaml', index: 0, line: 1, text, cut: { first: 0, rest: 0 }, errors: [], warnings: [] }

test.each([
  ['namespaces "missing" not found', 5],
  ['the namespace from the provided object "missing" does not match the namespace "default". You must pass \'--namespace=missing\' to perform this operation.', 5],
  ['resource mapping not found for name: "web" namespace: "missing" from "web.yaml": no matches for kind "Podd" in version "v1"\nensure CRDs are installed first', 2],
  ['pods "web" already exists', undefined],
])('%s', (message, line) => {
  expect(explainRefusal(document, { message, fieldErrors: [] }).map(({ position }) => position?.line)).toEqual([line])
})
