import { expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { LabelSelector } from '../../shared/model/index.ts'
import { findSelectedBy } from './selected-by.ts'

const made = (kind: string, name: string, selects?: LabelSelector, namespace = 'shop'): ObjectSummary =>
  ({ uid: `${kind}/${name}`, apiVersion: 'v1', kind, namespace, name, labels: {}, created: 0, terminating: false, ...(selects === undefined ? {} : { selects }) })

const pod: ObjectSummary = { ...made('Pod', 'web-1'), labels: { app: 'web', env: 'qa', canary: '' } }

test.each<[string, LabelSelector, 'taking' | 'far' | object]>([
  ['all its labels', { matchLabels: { app: 'web', env: 'qa' } }, 'taking'],
  ['an empty selector', {}, 'taking'],
  ['one value differs', { matchLabels: { app: 'web', env: 'prod' } }, { set: { env: 'prod' }, remove: [] }],
  ['one label too many', { matchExpressions: [{ key: 'canary', operator: 'DoesNotExist' }] }, { set: {}, remove: ['canary'] }],
  ['one of several values', { matchExpressions: [{ key: 'env', operator: 'In', values: ['dev', 'prod'] }] }, { set: { env: 'dev' }, remove: [] }],
  ['two labels differ', { matchLabels: { app: 'db', env: 'prod' } }, 'far'],
  ['what no selector may say', { matchExpressions: [{ key: 'env', operator: 'Like' }] }, 'far'],
])('%s', (_, selects, wanted) => {
  const { taking, near } = findSelectedBy(pod, [made('Service', 'web', selects)])
  expect(taking.length > 0 ? 'taking' : (near[0]?.change ?? 'far')).toEqual(wanted)
})

test('other namespaces and objects without a selector do not count, the rest goes by kind and name', () => {
  const all = { matchLabels: { app: 'web' } }
  const { taking } = findSelectedBy(pod, [made('Service', 'b', all), made('Service', 'a', all), made('Service', 'away', all, 'blog'), made('ConfigMap', 'c'), made('Deployment', 'z', all)])
  expect(taking.map(({ uid }) => uid)).toEqual(['Deployment/z', 'Service/a', 'Service/b'])
})
