import { expect, test } from 'vitest'
import type { KubeObject } from '../../shared/model/index.ts'
import { selectorOf } from './selects.ts'

const app = { app: 'web' }
const labels = { matchLabels: app }

test.each<[string, string, unknown, unknown]>([
  ['a Service by its map', 'Service', { selector: app }, labels],
  ['a Service without a selector', 'Service', {}, undefined],
  ['a Service with an empty one', 'Service', { selector: {} }, undefined],
  ['a ReplicationController by its map', 'ReplicationController', { selector: app }, labels],
  ['a Deployment', 'Deployment', { selector: labels }, labels],
  ['an empty selector, which selects everything', 'PodDisruptionBudget', { selector: {} }, {}],
  ['a Job whose selector is not made yet', 'Job', {}, undefined],
  ['a NetworkPolicy by its own field', 'NetworkPolicy', { podSelector: labels, ingress: [] }, labels],
  ['a kind that selects no pods', 'PersistentVolumeClaim', { selector: labels }, undefined],
  ['an object without a spec', 'Service', undefined, undefined],
])('%s', (_, kind, spec, expected) => {
  const object = { apiVersion: 'v1', kind, metadata: { name: 'a' }, ...(spec === undefined ? {} : { spec }) } as KubeObject
  expect(selectorOf(object)).toEqual(expected)
})
