import { expect, test } from 'vitest'
import { parseRoute, type ResourceRoute } from './routes.ts'

function resource(part: Partial<ResourceRoute>): ResourceRoute {
  return { to: 'resource', group: '', version: 'v1', resource: 'pods', namespace: '', name: '', subresource: '', ...part }
}

test.each([
  ['', { to: 'paths' }],
  ['version', { to: 'version' }],
  ['livez/ping', { to: 'health', check: 'livez' }],
  ['api', { to: 'api' }],
  ['api/v1', { to: 'group-version', group: '', version: 'v1' }],
  ['apis', { to: 'apis' }],
  ['apis/apps', { to: 'group', group: 'apps' }],
  ['apis/apps/v1', { to: 'group-version', group: 'apps', version: 'v1' }],
  ['openapi/v2', { to: 'openapi-v2' }],
  ['openapi/v3/apis/apps/v1', { to: 'openapi-v3-document', groupVersion: 'apis/apps/v1' }],
  ['api/v1/pods', resource({})],
  ['api/v1/nodes/n', resource({ resource: 'nodes', name: 'n' })],
  ['api/v1/namespaces/x', resource({ resource: 'namespaces', name: 'x' })],
  ['api/v1/namespaces/x/status', resource({ resource: 'namespaces', name: 'x', subresource: 'status' })],
  ['api/v1/namespaces/x/finalize', resource({ resource: 'namespaces', name: 'x', subresource: 'finalize' })],
  ['api/v1/namespaces/x/pods', resource({ namespace: 'x' })],
  ['api/v1/namespaces/x/pods/p', resource({ namespace: 'x', name: 'p' })],
  ['api/v1/namespaces/x/pods/p/log', resource({ namespace: 'x', name: 'p', subresource: 'log' })],
  ['apis/apps/v1/namespaces/x/deployments/d/scale', resource({ group: 'apps', resource: 'deployments', namespace: 'x', name: 'd', subresource: 'scale' })],
  ['api/v1//pods', undefined],
  ['nonsense', undefined],
  ['openapi', undefined],
] as const)('/%s', (path, route) => {
  expect(parseRoute(path === '' ? [] : path.split('/'))).toEqual(route)
})
