import { expect, test } from 'vitest'
import type { KubeObject } from '../../shared/model/index.ts'
import { EVERYTHING } from '../../shared/selector/index.ts'
import type { ManifestDocument } from '../manifest/index.ts'
import { matchDocuments } from './match-files.ts'

function documentOf(apiVersion: string, kind: string, metadata: KubeObject['metadata']): ManifestDocument {
  return { file: 'a.yaml', index: 0, line: 1, text: '', object: { apiVersion, kind, metadata }, errors: [], warnings: [] }
}

test.each<[string, string, KubeObject['metadata'], string]>([
  ['v1', 'Pod', { name: 'a' }, 'pod/default/a'],
  ['v1', 'Pod', { name: 'a', namespace: 'blog' }, 'pod/blog/a'],
  ['v1', 'Pod', { generateName: 'a-' }, 'pod/default/a-'],
  ['v1', 'Namespace', { name: 'prod' }, 'namespace/prod'],
  ['v1', 'Node', { name: 'n', namespace: 'odd' }, 'node/n'],
  ['apps/v1', 'StatefulSet', { name: 'db' }, 'statefulset/default/db'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'admin' }, 'clusterrole/admin'],
  ['example.com/v1', 'Widget', { name: 'w' }, 'widget/default/w'],
])('%s %s %j is written %s', (apiVersion, kind, metadata, line) => {
  expect(matchDocuments([documentOf(apiVersion, kind, metadata)], EVERYTHING)).toEqual({ matched: [line], errors: [] })
})

test('a label without a value has the empty one', () => {
  const labels: KubeObject['metadata'] = JSON.parse('{"name":"a","labels":{"app":null}}')
  expect(matchDocuments([documentOf('v1', 'Pod', labels)], { selects: 'matching', requirements: [{ op: '=', key: 'app', value: '' }] }).matched).toEqual(['pod/default/a'])
})
