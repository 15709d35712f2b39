import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasKubectl, type KubectlStub, served, startKubectlStub } from '../../../test/support/kubectl-stub.ts'
import { isJsonObject, type JsonObject, normalizeObject, schemaOfKind, parseGroupVersion, textOf } from '../../schema/index.ts'

const token = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }
const eviction = { group: 'policy', version: 'v1', kind: 'Eviction' }
const RESOURCES = [
  served('v1', 'Namespace', 'namespaces', false), served('v1', 'ConfigMap', 'configmaps'), served('v1', 'Secret', 'secrets'),
  served('v1', 'Service', 'services'), served('v1', 'ResourceQuota', 'resourcequotas'),
  served('v1', 'ServiceAccount', 'serviceaccounts', true, [{ name: 'token', kind: token, verbs: ['create'] }]),
  served('v1', 'Pod', 'pods', true, [{ name: 'eviction', kind: eviction, verbs: ['create'] }]),
  served('apps/v1', 'Deployment', 'deployments'), served('batch/v1', 'Job', 'jobs'), served('batch/v1', 'CronJob', 'cronjobs'),
  served('networking.k8s.io/v1', 'Ingress', 'ingresses'), served('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets'),
  served('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', false), served('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  served('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'), served('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', false),
  served('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', false),
  served('authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', false),
]

let stub: KubectlStub
beforeAll(async () => {
  stub = await startKubectlStub(RESOURCES)
})
afterAll(() => stub.close())

// What kubectl prints with --dry-run=client is the object that it sends, as JSON.
test.skipIf(!hasKubectl).each([
  'namespace study',
  'configmap c --from-literal=a=1 --from-literal=empty= --from-literal=u=✓',
  'secret generic s --from-literal=user=me --type=Opaque',
  'secret docker-registry r --docker-username=u --docker-password=p',
  'deployment web --image=nginx:1 --image=redis --replicas=2',
  'deployment zero --image=nginx --replicas=0 --port=80',
  'job once --image=busybox -- sh -c exit',
  'cronjob often --image=busybox --schedule=*/5 -- date',
  'service clusterip s1 --tcp=80:8080 --tcp=81:http',
  'service clusterip headless --clusterip=None',
  'service nodeport s2 --tcp=80 --node-port=30001',
  'service externalname s3 --external-name=example.org',
  'serviceaccount robot',
  'quota q --hard=cpu=500m,memory=1Gi,pods=0 --scopes=BestEffort',
  'ingress i --class= --rule=a.example/b*=web:80,tls=t',
  'poddisruptionbudget p1 --selector=app=web --min-available=50%',
  'poddisruptionbudget p2 --selector=app=web --max-unavailable=0',
  'priorityclass low --value=0 --description=d',
  'priorityclass high --value=-5 --preemption-policy=Never --global-default=false',
  'role r --verb=get,list --resource=pods,pods/log --resource-name=x',
  'rolebinding rb --role=r --user=u --serviceaccount=ns:sa --group=g',
  'clusterrole cr --aggregation-rule=a=b',
  'clusterrolebinding crb --clusterrole=cr --user=u',
])('kubectl create %s sends protobuf that is read as the object it is', async (command) => {
  const args = ['create', ...command.split(' ')]
  const printed = await stub.kubectl(withFlags(args, ['--dry-run=client', '-o', 'json']))
  const before = stub.seen.length
  const sent = await stub.kubectl(args)
  expect([printed.err, sent.err, sent.code]).toEqual(['', '', 0])
  const [post] = stub.seen.slice(before).filter(({ method }) => method === 'POST')
  expect(post?.protobuf).toBe(true)
  expect(post?.object).toEqual(normalize(printed.out))
})

test.skipIf(!hasKubectl)('kubectl create token and auth can-i send protobuf', async () => {
  const before = stub.seen.length
  await stub.kubectl(['create', 'token', 'robot', '--duration=10m', '--audience=a', '--bound-object-kind=Pod', '--bound-object-name=p', '--bound-object-uid=u-1'])
  await stub.kubectl(['auth', 'can-i', 'get', 'pods/log', '-n', 'ns', '--subresource=log'])
  const objects = stub.seen.slice(before).filter(({ method, protobuf }) => method === 'POST' && protobuf).map(({ object }) => object)
  expect(objects).toEqual([
    expect.objectContaining({
      apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest',
      spec: { audiences: ['a'], expirationSeconds: 600, boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'p', uid: 'u-1' } },
    }),
    expect.objectContaining({
      apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { namespace: 'ns', verb: 'get', resource: 'pods', subresource: 'log', name: 'log' } },
    }),
  ])
})

function withFlags(args: readonly string[], flags: readonly string[]): readonly string[] {
  const dashes = args.indexOf('--')
  return dashes === -1 ? [...args, ...flags] : [...args.slice(0, dashes), ...flags, ...args.slice(dashes)]
}

function normalize(text: string): JsonObject {
  const object: unknown = JSON.parse(text)
  if (!isJsonObject(object)) throw new Error(text)
  const schema = schemaOfKind({ ...parseGroupVersion(textOf(object, 'apiVersion')), kind: textOf(object, 'kind') })
  if (schema === undefined) throw new Error(text)
  return normalizeObject(schema, object)
}
