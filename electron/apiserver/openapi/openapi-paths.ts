import { type GroupVersionKind, type JsonObject, META, nameOfKind } from '../../schema/index.ts'
import { definitionOf, refTo } from './openapi-definitions.ts'
import { groupVersionPath, type ServedResource, type ServedSubresource, type Verb } from './served-resource.ts'

const LIST = [
  'allowWatchBookmarks:boolean', 'continue', 'fieldSelector', 'labelSelector', 'limit:integer', 'resourceVersion', 'resourceVersionMatch',
  'sendInitialEvents:boolean', 'timeoutSeconds:integer', 'watch:boolean',
]
const DELETE = ['dryRun', 'gracePeriodSeconds:integer', 'orphanDependents:boolean', 'propagationPolicy']
const WRITE = ['dryRun', 'fieldManager', 'fieldValidation']
const LOG = [
  'container', 'follow:boolean', 'insecureSkipTLSVerifyBackend:boolean', 'limitBytes:integer', 'previous:boolean', 'sinceSeconds:integer', 'tailLines:integer',
  'timestamps:boolean',
]
const CONNECT = ['command', 'container', 'ports', 'stdin:boolean', 'stdout:boolean', 'stderr:boolean', 'tty:boolean']
const STRATEGIC = 'application/strategic-merge-patch+json'
const PATCH_TYPES = ['application/apply-patch+yaml', 'application/json-patch+json', 'application/merge-patch+json', STRATEGIC]

interface Operation {
  readonly method: string
  readonly id: string
  readonly query: readonly string[]
}

const OPERATIONS: Readonly<Record<Exclude<Verb, 'watch'>, Operation>> = {
  create: { method: 'post', id: 'create', query: WRITE },
  get: { method: 'get', id: 'read', query: [] },
  list: { method: 'get', id: 'list', query: LIST },
  update: { method: 'put', id: 'replace', query: WRITE },
  patch: { method: 'patch', id: 'patch', query: [...WRITE, 'force:boolean'] },
  delete: { method: 'delete', id: 'delete', query: DELETE },
  deletecollection: { method: 'delete', id: 'deleteCollection', query: [...LIST, ...DELETE] },
}

/** The paths of a resource with their operations, as far as clients read them: kinds, bodies, parameters. */
export function buildPaths(resource: ServedResource): readonly (readonly [path: string, item: JsonObject])[] {
  const root = `/${groupVersionPath(resource)}`
  const scoped = resource.namespaced ? `${root}/namespaces/{namespace}/${resource.plural}` : `${root}/${resource.plural}`
  const list = { ...resource, kind: `${resource.kind}List` }
  const id = `${groupId(resource)}${resource.namespaced ? 'Namespaced' : ''}${resource.kind}`
  const build = (verbs: readonly Verb[], answer: (verb: Verb) => GroupVersionKind): JsonObject => {
    return Object.fromEntries(verbs.filter((verb) => resource.verbs.includes(verb)).map((verb) => buildOperation(verb, id, resource, answer(verb))))
  }
  const items: (readonly [string, JsonObject])[] = [
    [scoped, build(['list', 'create', 'deletecollection'], (verb) => (verb === 'list' ? list : resource))],
    [`${scoped}/{name}`, build(['get', 'update', 'patch', 'delete'], () => resource)],
    ...(resource.subresources ?? []).map((one) => [`${scoped}/{name}/${one.name}`, buildSubresource(one, id)] as const),
  ]
  if (resource.namespaced && resource.verbs.includes('list')) {
    const everywhere = buildOperation('list', `${groupId(resource)}${resource.kind}ForAllNamespaces`, resource, list)
    items.push([`${root}/${resource.plural}`, Object.fromEntries([everywhere])])
  }
  return items.filter(([, item]) => Object.keys(item).length > 0).map(([path, item]) => [path, { ...item, ...pathParameters(path) }])
}

function buildSubresource({ name, kind, verbs }: ServedSubresource, parent: string): JsonObject {
  const id = `${parent}${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return Object.fromEntries(verbs.flatMap((verb) => {
    if (verb !== 'connect') {
      const [method, operation] = buildOperation(verb, id, kind, kind)
      return [[method, name === 'log' ? { ...operation, parameters: LOG.map(queryParameter) } : operation] as const]
    }
    return ['get', 'post'].map((method) => [method, {
      operationId: `connect${method === 'get' ? 'Get' : 'Post'}${id}`, parameters: CONNECT.map(queryParameter),
      responses: { 200: { description: 'OK' }, 401: { description: 'Unauthorized' } }, 'x-kubernetes-action': 'connect', ...gvk(kind),
    }] as const)
  }))
}

function buildOperation(verb: Verb, id: string, kind: GroupVersionKind, answer: GroupVersionKind): readonly [method: string, operation: JsonObject] {
  const { method, id: action, query } = OPERATIONS[verb === 'watch' ? 'list' : verb]
  const schema = refTo(definitionOf(answer))
  return [method, {
    operationId: `${action}${id}`,
    parameters: [...query, 'pretty'].map(queryParameter),
    ...requestBody(verb, schema, nameOfKind(answer) === undefined),
    responses: { 200: { description: 'OK', content: { 'application/json': { schema } } }, 401: { description: 'Unauthorized' } },
    'x-kubernetes-action': { post: 'post', put: 'put', patch: 'patch', get: verb, delete: verb }[method] ?? verb,
    ...gvk(kind),
  }]
}

function requestBody(verb: Verb, schema: JsonObject, custom: boolean): JsonObject {
  if (verb === 'create' || verb === 'update') return { requestBody: { content: { '*/*': { schema } }, required: true } }
  if (verb === 'delete' || verb === 'deletecollection') return { requestBody: { content: { '*/*': { schema: refTo(`${META}DeleteOptions`) } } } }
  if (verb !== 'patch') return {}
  // What custom resources cannot do must not be offered: kubectl goes by it.
  const types = custom ? PATCH_TYPES.filter((type) => type !== STRATEGIC) : PATCH_TYPES
  const content = Object.fromEntries(types.map((type) => [type, { schema: refTo(`${META}Patch`) }]))
  return { requestBody: { content, required: true } }
}

function gvk({ group, version, kind }: GroupVersionKind): JsonObject {
  return { 'x-kubernetes-group-version-kind': { group, kind, version } }
}

function queryParameter(text: string): JsonObject {
  const [name, type = 'string'] = text.split(':')
  return { name, in: 'query', schema: { type, uniqueItems: true } }
}

function pathParameters(path: string): JsonObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } }))
  return parameters.length === 0 ? {} : { parameters }
}

/** `CoreV1`, `RbacAuthorizationV1`: the group version as operation ids have it. */
function groupId({ group, version }: GroupVersionKind): string {
  const words = (group === '' ? 'core' : group.replace(/\.k8s\.io$/, '')).split('.')
  return [...words, version].map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
