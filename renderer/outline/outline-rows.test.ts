import { expect, test } from 'vitest'
import type { Selector } from '../../shared/selector/index.ts'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { matchPods } from '../state/matches.ts'
import { createReplica } from '../state/replica.ts'
import type { Folds } from './fold-store.ts'
import { buildOutlineRows, groupId, nameOf, namespaceId, pluralKind, type Listed } from './outline-rows.ts'

const object = (kind: string, namespace: string, name: string, labels: Readonly<Record<string, string>> = {}): ObjectSummary => ({
  uid: `${kind}-${namespace}-${name}`, apiVersion: 'v1', kind, namespace, name, labels, created: 0, terminating: false,
})

function replicaOf(...changed: readonly ObjectSummary[]) {
  const replica = createReplica()
  replica.apply({ revision: 1, now: 0, reset: true, changed, removed: [] })
  return replica
}

const WORLD = replicaOf(
  object('Namespace', '', 'shop'), object('Namespace', '', 'kube-system'), object('Namespace', '', 'empty'), object('Node', '', 'node-2'), object('Node', '', 'node-1'),
  object('Pod', 'shop', 'web', { app: 'web' }), object('Pod', 'shop', 'api', { app: 'api' }), object('Pod', 'kube-system', 'dns', { app: 'dns' }),
  object('Service', 'shop', 'web'), object('ConfigMap', 'shop', 'settings'), object('Event', 'shop', 'web.1'),
)
const APP_WEB: Selector = { selects: 'matching', requirements: [{ op: '=', key: 'app', value: 'web' }] }
const UNTOUCHED: Folds = { touched: new Map(), allFolded: false }
const EVERY_POD: Listed = { pods: 'all' }
const matching = (isolated: boolean): Listed => ({ pods: 'matching', matches: matchPods(WORLD, APP_WEB, null), isolated })

/** The tree as text, indented by level. */
const drawn = (folds: Folds, listed: Listed) => buildOutlineRows({ replica: WORLD }, folds, listed).map((row) => `${'  '.repeat(row.level - 1)}${nameOf(row)}`)

const opened = (...ids: readonly string[]): Folds => ({ touched: new Map(ids.map((id) => [id, true])), allFolded: false })

test.each<[string, Folds, Listed, readonly string[]]>([
  ['system namespaces last and folded, kinds folded', UNTOUCHED, EVERY_POD, ['empty', 'shop', '  api', '  web', '  ConfigMaps', '  Services', 'kube-system', 'Nodes']],
  ['all folded', { ...UNTOUCHED, allFolded: true }, EVERY_POD, ['empty', 'shop', 'kube-system', 'Nodes']],
  ['a kind and a system namespace unfolded', opened(groupId('shop', 'Service'), groupId('', 'Node'), namespaceId('kube-system')), EVERY_POD,
    ['empty', 'shop', '  api', '  web', '  ConfigMaps', '  Services', '    web', 'kube-system', '  dns', 'Nodes', '  node-1', '  node-2']],
  ['unmatched pods hidden', UNTOUCHED, matching(false), ['empty', 'shop', '  web', '  ConfigMaps', '  Services', 'kube-system', 'Nodes']],
  ['matching pods isolated', UNTOUCHED, matching(true), ['shop', '  web']],
])('%s', (_, folds, listed, rows) => {
  expect(drawn(folds, listed)).toEqual(rows)
})

test('every row stands where its set says, under the parent it names', () => {
  const rows = buildOutlineRows({ replica: WORLD }, opened(groupId('shop', 'Service'), groupId('', 'Node')), EVERY_POD)
  for (const [index, row] of rows.entries()) {
    const siblings = rows.filter((other) => other.parent === row.parent)
    expect(siblings[row.position - 1]).toBe(row)
    expect(row.setSize).toBe(siblings.length)
    expect(row.level).toBe(row.parent === -1 ? 1 : (rows[row.parent]?.level ?? 0) + 1)
    expect(row.parent).toBeLessThan(index)
  }
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
})

test('a namespace that is only named by its pods is listed until they are gone', () => {
  const replica = replicaOf(object('Pod', 'ghost', 'web'))
  expect(buildOutlineRows({ replica }, UNTOUCHED, EVERY_POD).map(nameOf)).toEqual(['ghost', 'web'])
  replica.apply({ revision: 2, now: 0, reset: false, changed: [], removed: ['Pod-ghost-web'] })
  expect(buildOutlineRows({ replica }, UNTOUCHED, EVERY_POD)).toEqual([])
})

test('rows follow pods that come and go', () => {
  const replica = replicaOf(object('Pod', 'shop', 'web'), object('Pod', 'other', 'api'))
  const names = () => buildOutlineRows({ replica }, UNTOUCHED, EVERY_POD).map(nameOf)
  expect(names()).toEqual(['other', 'api', 'shop', 'web'])
  replica.apply({ revision: 2, now: 0, reset: false, changed: [object('Pod', 'shop', 'cart'), object('Pod', 'other', 'zoo')], removed: ['Pod-shop-web'] })
  expect(names()).toEqual(['other', 'api', 'zoo', 'shop', 'cart'])
  replica.apply({ revision: 3, now: 0, reset: true, changed: [object('Pod', 'shop', 'new')], removed: [] })
  expect(names()).toEqual(['shop', 'new'])
})

test.each([
  ['Deployment', 'Deployments'], ['Endpoints', 'Endpoints'], ['Ingress', 'Ingresses'], ['NetworkPolicy', 'NetworkPolicies'], ['Gateway', 'Gateways'],
])('the plural of %s is %s', (kind, plural) => {
  expect(pluralKind(kind)).toBe(plural)
})
