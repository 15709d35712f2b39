import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasKubectl, type KubectlStub, served, startKubectlStub } from '../../../test/support/kubectl-stub.ts'

let stub: KubectlStub
beforeAll(async () => {
  stub = await startKubectlStub([
    served('v1', 'Namespace', 'namespaces', false), served('v1', 'Pod', 'pods'), served('v1', 'ConfigMap', 'configmaps'), served('v1', 'Service', 'services'),
    served('apps/v1', 'Deployment', 'deployments'), served('batch/v1', 'CronJob', 'cronjobs'), served('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers'),
  ])
})
afterAll(() => stub.close())

const manifest = (object: object): string => JSON.stringify(object)
const deployment = (spec: object, name = 'web'): object => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec, template: { metadata: { labels: { app: 'web' } }, ...(spec as { template?: object }).template } },
})

test.skipIf(!hasKubectl).each([
  [['pods'], ['KIND:       Pod', 'spec\t<PodSpec>', 'Specification of the desired behavior of the pod.']],
  [['deploy.spec.strategy'], ['FIELD: strategy <DeploymentStrategy>', 'rollingUpdate\t<RollingUpdateDeployment>', 'enum: Recreate, RollingUpdate']],
  [['pod.spec.containers.resources.limits'], ['FIELD: limits <map[string]Quantity>']],
  [['cronjob.spec', '--recursive'], ['jobTemplate\t<JobTemplateSpec> -required-', 'backoffLimit\t<integer>']],
  [['hpa.spec.metrics'], ['FIELD: metrics <[]MetricSpec>']],
  [['pods', '--output=plaintext-openapiv2'], ['KIND:     Pod', 'spec\t<Object>', 'Specification of the desired behavior of the pod.']],
] as const)('kubectl explain %j', async (args, lines) => {
  const short: Readonly<Record<string, string>> = { hpa: 'horizontalpodautoscaler', deploy: 'deployment' }
  const [name = '', ...rest] = args
  const said = await stub.kubectl(['explain', name.replace(/^\w+/, (word) => short[word] ?? word), ...rest])
  expect(said.err).toBe('')
  for (const line of lines) expect(said.out).toContain(line)
})

test.skipIf(!hasKubectl).each([
  ['an unknown field', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', imagee: 'x' }] } },
    'Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imagee"\n'],
  ['a wrong type', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', ports: [{ containerPort: 'x' }] }] } },
    'Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32\n'],
  ['a kind that is not there', { apiVersion: 'v1', kind: 'Podd', metadata: { name: 'p' } }, 'no matches for kind "Podd" in version "v1"'],
])('kubectl create -f says of %s what it says of a real server', async (_what, object, message) => {
  const said = await stub.kubectl(['create', '-f', '-', '--dry-run=server'], manifest(object))
  expect(said.code).toBe(1)
  expect(said.err).toContain(message)
})

test.skipIf(!hasKubectl)('kubectl apply finds the merge keys: it patches items, deletes by directive, retains keys', async () => {
  const before = deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }, template: { spec: {
    containers: [{ name: 'a', image: '1', env: [{ name: 'X', value: '1' }, { name: 'Y', value: '1' }] }, { name: 'b', image: '1' }], volumes: [{ name: 'v', emptyDir: {} }] } } })
  const after = deployment({ strategy: { type: 'Recreate' }, template: { spec: { containers: [{ name: 'a', image: '2', env: [{ name: 'X', value: '1' }] }], volumes: [{ name: 'v', configMap: { name: 'c' } }] } } })
  expect((await stub.kubectl(['apply', '-f', '-'], manifest(before))).out).toBe('deployment.apps/web created\n')
  expect((await stub.kubectl(['apply', '-f', '-'], manifest(before))).out).toBe('deployment.apps/web unchanged\n')
  expect((await stub.kubectl(['apply', '-f', '-'], manifest(after))).out).toBe('deployment.apps/web configured\n')
  const { metadata: _, ...patch } = JSON.parse(stub.seen.findLast(({ method }) => method === 'PATCH')?.body.toString() ?? '') as Record<string, unknown>
  expect(patch).toEqual({ spec: {
    strategy: { $retainKeys: ['type'], rollingUpdate: null, type: 'Recreate' },
    template: { spec: {
      '$setElementOrder/containers': [{ name: 'a' }], '$setElementOrder/volumes': [{ name: 'v' }],
      containers: [{ '$setElementOrder/env': [{ name: 'X' }], env: [{ $patch: 'delete', name: 'Y' }], image: '2', name: 'a' }, { $patch: 'delete', name: 'b' }],
      volumes: [{ $retainKeys: ['configMap', 'name'], configMap: { name: 'c' }, emptyDir: null, name: 'v' }],
    } },
  } })
  const now = JSON.parse((await stub.kubectl(['get', 'deployment', 'web', '-o', 'json'])).out) as { spec: { strategy: object; template: { spec: object } } }
  expect([now.spec.strategy, now.spec.template.spec]).toEqual([
    { type: 'Recreate' },
    { containers: [{ name: 'a', image: '2', env: [{ name: 'X', value: '1' }] }], volumes: [{ name: 'v', configMap: { name: 'c' } }] },
  ])
})

test.skipIf(!hasKubectl)('kubectl apply --server-side: owned, refused, forced, migrated from client-side apply', async () => {
  const apply = (replicas: number, ...flags: readonly string[]): ReturnType<KubectlStub['kubectl']> => {
    return stub.kubectl(['apply', '--server-side', '-f', '-', ...flags], manifest(deployment({ replicas }, 'ssa')))
  }
  expect((await apply(1)).out).toBe('deployment.apps/ssa serverside-applied\n')
  const refused = await apply(2, '--field-manager=other')
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('error: Apply failed with 1 conflict: conflict with "kubectl": .spec.replicas\n')
  expect((await apply(2, '--field-manager=other', '--force-conflicts')).code).toBe(0)
  const shown = await stub.kubectl(['get', 'deployment', 'ssa', '-o', 'json', '--show-managed-fields'])
  expect((JSON.parse(shown.out) as { metadata: { managedFields: object[] } }).metadata.managedFields).toMatchObject([
    { manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:selector': {} } } },
    { manager: 'other', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
  ])

  await stub.kubectl(['apply', '-f', '-'], manifest(deployment({ replicas: 1 }, 'migrated')))
  const migrated = await stub.kubectl(['apply', '--server-side', '-f', '-'], manifest(deployment({ replicas: 3 }, 'migrated')))
  expect([migrated.code, migrated.out]).toEqual([0, 'deployment.apps/migrated serverside-applied\n'])
})
