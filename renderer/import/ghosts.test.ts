import { expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { SAMPLES, type Sample } from '../../shared/study/index.ts'
import { planFileGhosts, planSampleGhosts, type Surroundings } from './ghosts.ts'

const object = (kind: string, namespace: string, name: string, terminating = false): ObjectSummary => ({
  uid: name, apiVersion: 'v1', kind, namespace, name, labels: {}, created: 0, terminating,
})
const around: Surroundings = {
  find: (kind, namespace, name) => [
    object('Namespace', '', 'default'), object('Namespace', '', 'custom-namespace'), object('Namespace', '', 'leaving', true), object('Pod', 'default', 'kubia'),
  ].find((each) => each.kind === kind && each.namespace === namespace && each.name === name),
}
const sample = (name: string): Sample => SAMPLES.find((each) => each.name === name)!

test.each([
  ['kubia-manual', null, [{ kind: 'Pod', name: 'kubia-manual', namespace: 'default' }]],
  ['kubia-manual', 'custom-namespace', [{ kind: 'Pod', name: 'kubia-manual', namespace: 'custom-namespace' }]],
  ['kubia', null, []],
  ['kubia', 'custom-namespace', [{ kind: 'Pod', name: 'kubia', namespace: 'custom-namespace' }]],
  ['custom-namespace', 'default', []],
  ['kubia', 'leaving', [{
    kind: 'Pod', name: 'kubia', namespace: 'leaving',
    refused: 'pods "kubia" is forbidden: unable to create new content in namespace leaving because it is being terminated',
  }]],
  ['kubia', 'missing', [{ kind: 'Pod', name: 'kubia', namespace: 'missing', refused: 'namespaces "missing" not found' }]],
])('%s over %s', (name, target, ghosts) => {
  expect(planSampleGhosts(sample(name), target, around)).toEqual(ghosts)
})

test('a namespace goes into no namespace', () => {
  expect(planSampleGhosts(sample('custom-namespace'), 'default', { find: () => undefined })).toEqual([{ kind: 'Namespace', name: 'custom-namespace', namespace: null }])
})

test.each([[0, 1], [3, 3], [500, 12]])('%d files are %d ghosts', (files, ghosts) => {
  const planned = planFileGhosts(files, 'default', 'manifest')
  expect(planned).toHaveLength(ghosts)
  expect(planned[0]).toEqual({ kind: '', name: 'manifest', namespace: 'default' })
})
