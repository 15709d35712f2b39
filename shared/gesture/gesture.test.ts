import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObjectRef } from '../model/index.ts'
import { describeGesture, type Gesture, kubectlLogs, kubectlPods, pluralOf } from './index.ts'

const ref = (kind: string, namespace: string, name: string): ObjectRef => ({ apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, namespace, name })
const manual = ref('Pod', 'default', 'kubia-manual')
const label = (refs: readonly ObjectRef[], set: Readonly<Record<string, string>>, remove: readonly string[], overwrite: boolean): Gesture => ({ do: 'label', refs, set, remove, overwrite })

test.each<[Gesture, string, string]>([
  [{ do: 'ask', selector: '', scope: null }, 'kubectl get pods -A', 'GET /api/v1/pods?limit=500'],
  [
    { do: 'ask', selector: ' env in (prod,staging),!canary', scope: 'default' }, "kubectl get pods -l 'env in (prod,staging),!canary' -n default",
    'GET /api/v1/namespaces/default/pods?labelSelector=env%20in%20(prod%2Cstaging)%2C!canary&limit=500',
  ],
  [{ do: 'delete', refs: [manual] }, 'kubectl delete pod kubia-manual', 'DELETE /api/v1/namespaces/default/pods/kubia-manual'],
  [
    { do: 'delete', refs: [manual, ref('Pod', 'default', 'kubia'), ref('Namespace', '', 'team'), ref('Deployment', 'shop', 'web')] },
    'kubectl delete pod kubia-manual kubia\nkubectl delete namespace team\nkubectl delete deployment web -n shop',
    'DELETE /api/v1/namespaces/default/pods/kubia-manual\nDELETE /api/v1/namespaces/default/pods/kubia\nDELETE /api/v1/namespaces/team\nDELETE /apis/apps/v1/namespaces/shop/deployments/web',
  ],
  [label([manual], { env: 'debug' }, [], true), 'kubectl label pod kubia-manual env=debug --overwrite', 'PATCH /api/v1/namespaces/default/pods/kubia-manual'],
  [label([manual], {}, ['env'], false), 'kubectl label pod kubia-manual env-', 'PATCH /api/v1/namespaces/default/pods/kubia-manual'],
  [label([ref('Node', '', 'node-1')], { gpu: 'true' }, [], false), 'kubectl label node node-1 gpu=true', 'PATCH /api/v1/nodes/node-1'],
  [label([ref('Pod', 'team', 'kubia')], { env: 'a b' }, ['x'], false), "kubectl label pod kubia 'env=a b' x- -n team", 'PATCH /api/v1/namespaces/team/pods/kubia'],
  [{ do: 'edit', ref: ref('Pod', 'team', 'kubia') }, 'kubectl edit pod kubia -n team', 'PUT /api/v1/namespaces/team/pods/kubia'],
  [
    {
      do: 'apply', files: ['kubia.yaml', 'kubia.yaml', 'it is mine.yaml'], namespace: 'team',
      objects: [{ ref: ref('Pod', 'team', 'kubia'), outcome: 'created' }, { ref: ref('Deployment', 'team', 'web'), outcome: 'configured' }, { ref: ref('Pod', 'team', 'x'), outcome: 'unchanged' }],
    },
    "kubectl apply -f kubia.yaml -f 'it is mine.yaml' -n team",
    'POST /api/v1/namespaces/team/pods\nPATCH /apis/apps/v1/namespaces/team/deployments/web\nGET /api/v1/namespaces/team/pods/x',
  ],
  [{ do: 'apply', files: ['shop/web.yaml', 'shop/db/db.yaml'], objects: [] }, 'kubectl apply -R -f shop', ''],
])('%j', (gesture, kubectl, http) => {
  expect(describeGesture(gesture)).toEqual({ kubectl, http })
})

test('deletes what a selector selects with the same words', () => {
  expect(kubectlPods('delete', 'app', 'default')).toBe('kubectl delete pods -l app -n default')
})

test.each([
  ['Pod', 'pods'], ['NetworkPolicy', 'networkpolicies'], ['Endpoints', 'endpoints'], ['IngressClass', 'ingressclasses'], ['StorageClass', 'storageclasses'], ['EndpointSlice', 'endpointslices'],
])('%s: %s', (kind, plural) => {
  expect(pluralOf(kind)).toBe(plural)
})

/** The words a POSIX shell makes of a line of plain words and single quotes. */
function splitWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|\\'|[^\s'])+/g)].map(([word]) => word.replaceAll(/'([^']*)'|\\'/g, (_all, inner: string | undefined) => inner ?? "'"))
}

test('however hostile the names, they stay one word each', () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => !/[\n\r]/.test(name)), { minLength: 1, maxLength: 4 }), (names) => {
    const { kubectl } = describeGesture({ do: 'delete', refs: names.map((name) => ref('Pod', 'default', name)) })
    expect(splitWords(kubectl)).toEqual(['kubectl', 'delete', 'pod', ...names])
  }))
})

test('the log of a pod, of one of its containers, of the run before', () => {
  expect(kubectlLogs({ name: 'kubia-manual', namespace: 'default' }, undefined, false)).toBe('kubectl logs kubia-manual')
  expect(kubectlLogs({ name: 'web', namespace: 'shop' }, 'proxy', true)).toBe('kubectl logs web -c proxy --previous -n shop')
})
