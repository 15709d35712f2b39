import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Selector } from '../../shared/selector/index.ts'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { matchPods } from '../state/matches.ts'
import { createReplica } from '../state/replica.ts'
import type { Folds } from './fold-store.ts'
import { groupId, nameOf, namespaceId, pluralKind, type Listed, type OutlineRow } from './outline-row-data.ts'
import type { OutlineRows } from './outline-rows.ts'

// The state's area asks the window for its bridge as soon as it is loaded.
vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() } })
})
const { buildOutlineRows } = await import('./outline-rows.ts')

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

const listRows = (rows: OutlineRows): readonly OutlineRow[] => Array.from({ length: rows.length }, (_, index) => rows.at(index)!)

/** The tree as text, indented by level. */
const drawn = (folds: Folds, listed: Listed) => listRows(buildOutlineRows({ replica: WORLD }, folds, listed)).map((row) => `${'  '.repeat(row.level - 1)}${nameOf(row)}`)

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
  const all = listRows(rows)
  for (const [index, row] of all.entries()) {
    const parent = rows.parentOf(index)
    const siblings = all.filter((_, other) => rows.parentOf(other) === parent)
    expect(siblings[row.position - 1]).toBe(row)
    expect(row.setSize).toBe(siblings.length)
    expect(row.level).toBe(parent === -1 ? 1 : (all[parent]?.level ?? 0) + 1)
    expect(parent).toBeLessThan(index)
    expect(rows.indexOf(row.id)).toBe(index)
  }
  expect(new Set(all.map((row) => row.id)).size).toBe(all.length)
  expect(rows.indexOf('nothing')).toBe(-1)
})

test('a namespace that is only named by its pods is listed until they are gone', () => {
  const replica = replicaOf(object('Pod', 'ghost', 'web'))
  expect(listRows(buildOutlineRows({ replica }, UNTOUCHED, EVERY_POD)).map(nameOf)).toEqual(['ghost', 'web'])
  replica.apply({ revision: 2, now: 0, reset: false, changed: [], removed: ['Pod-ghost-web'] })
  expect(buildOutlineRows({ replica }, UNTOUCHED, EVERY_POD).length).toBe(0)
})

test('rows follow pods that come and go', () => {
  const replica = replicaOf(object('Pod', 'shop', 'web'), object('Pod', 'other', 'api'))
  const names = () => listRows(buildOutlineRows({ replica }, UNTOUCHED, EVERY_POD)).map(nameOf)
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

const NAMES = ['a', 'b', 'kube-system']
const change = fc.record({
  kind: fc.constantFrom('Pod', 'Pod', 'Pod', 'Service', 'Node', 'Namespace'), namespace: fc.constantFrom(...NAMES), name: fc.constantFrom('p', 'q', 'r', 's'),
  app: fc.constantFrom('web', 'api'), goes: fc.boolean(),
}).map(({ kind, namespace, name, app, goes }) => ({ goes, object: kind === 'Node' ? object(kind, '', name) : kind === 'Namespace' ? object(kind, '', namespace) : object(kind, namespace, name, { app }) }))

test('rows that were kept up to date are those that are made at once', () => {
  const someFolds = fc.constantFrom(UNTOUCHED, opened(groupId('a', 'Service'), groupId('', 'Node'), namespaceId('kube-system')))
  fc.assert(fc.property(fc.array(fc.record({ changes: fc.array(change, { maxLength: 4 }), folds: someFolds, mode: fc.constantFrom('all', 'hide', 'isolate') }), { maxLength: 12 }), (rounds) => {
    const kept = replicaOf()
    const truth = new Map<string, ObjectSummary>()
    for (const { changes, folds, mode } of rounds) {
      for (const { goes, object: changed } of changes) {
        if (goes) truth.delete(changed.uid)
        else truth.set(changed.uid, changed)
        kept.apply({ revision: 1, now: 0, reset: false, changed: goes ? [] : [changed], removed: goes ? [changed.uid] : [] })
      }
      const rowsFor = (replica: ReturnType<typeof replicaOf>) => {
        const listed: Listed = mode === 'all' ? EVERY_POD : { pods: 'matching', matches: matchPods(replica, APP_WEB, null), isolated: mode === 'isolate' }
        const rows = buildOutlineRows({ replica }, folds, listed)
        return listRows(rows).map((row, index) => [row.id, row.level, row.position, row.setSize, rows.parentOf(index), rows.indexOf(row.id) === index])
      }
      expect(rowsFor(kept)).toEqual(rowsFor(replicaOf(...truth.values())))
    }
  }))
})
