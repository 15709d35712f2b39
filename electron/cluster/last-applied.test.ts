import { expect, test } from 'vitest'
import type { StoredObject } from '../../shared/model/index.ts'
import { readLastApplied, withLastApplied } from './last-applied.ts'

// What kubectl 1.32 wrote for this manifest.
const text = String.raw`{"apiVersion":"v1","data":{"10":"x","9":"z","a":"\u003cb\u003e \u0026 c"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"x","namespace":"default"}}` + '\n'

test('the manifest is kept to the letter as kubectl keeps it, and read back', () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' }, data: { a: '<b> & c', 10: 'x', 9: 'z' } }
  const applied = withLastApplied(manifest, manifest)
  expect(applied.metadata.annotations).toEqual({ 'kubectl.kubernetes.io/last-applied-configuration': text })
  expect(readLastApplied(applied as StoredObject)).toEqual({ ...manifest, metadata: { ...manifest.metadata, annotations: {} } })
  expect(withLastApplied(applied, applied).metadata.annotations).toEqual(applied.metadata.annotations)
})
