import { expect, test } from 'vitest'
import type { ObjectRef } from '../../shared/model/index.ts'
import { labelCommand } from './kubectl-command.ts'

const ref = (kind: string, namespace: string, name: string): ObjectRef => ({ apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, namespace, name })
const manual = ref('Pod', 'default', 'kubia-manual')

test.each([
  [[manual], { set: { env: 'debug' }, remove: [] }, true, 'kubectl label pod kubia-manual env=debug --overwrite'],
  [[manual], { set: { creation_method: 'manual' }, remove: [] }, false, 'kubectl label pod kubia-manual creation_method=manual'],
  [[manual], { set: {}, remove: ['env'] }, false, 'kubectl label pod kubia-manual env-'],
  [[ref('Pod', 'custom-namespace', 'kubia')], { set: { env: '' }, remove: [] }, false, 'kubectl label pod kubia env= -n custom-namespace'],
  [[ref('Node', '', 'node-1')], { set: { gpu: 'true' }, remove: [] }, false, 'kubectl label node node-1 gpu=true'],
  [[manual], { set: { env: 'a b' }, remove: [] }, false, "kubectl label pod kubia-manual 'env=a b'"],
  [
    [manual, ref('Pod', 'default', 'kubia'), ref('Pod', 'team', 'kubia'), ref('Deployment', 'default', 'web')], { set: { x: '1' }, remove: ['y'] }, true,
    'kubectl label pod kubia-manual kubia x=1 y- --overwrite\nkubectl label pod kubia x=1 y- --overwrite -n team\nkubectl label deployment web x=1 y- --overwrite',
  ],
])('%j with %j', (refs, change, overwrite, command) => {
  expect(labelCommand(refs, change, overwrite)).toBe(command)
})
