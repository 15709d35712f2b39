import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { LabelSelector } from '../../shared/model/index.ts'
import { matches, selectorFromLabelSelector } from '../../shared/selector/index.ts'
import { createReplica, type Replica } from '../state/replica.ts'
import { createLayout } from './layout.ts'
import { wholePopulation } from './population.ts'
import { placeRelations } from './relation-places.ts'
import { planRelations, type RelationPlan } from './relation-plan.ts'
import { createRelations, type Relations } from './relations.ts'
import { toWindow } from './view.ts'

const made = (uid: string, kind: string, namespace: string, more: Partial<ObjectSummary> = {}): ObjectSummary =>
  ({ uid, apiVersion: 'v1', kind, namespace, name: uid, labels: {}, created: 0, terminating: false, ...more })
const madePod = (uid: string, namespace: string, labels: ObjectSummary['labels'], owner?: ObjectSummary): ObjectSummary => made(uid, 'Pod', namespace, {
  labels, pod: { state: 'running', status: 'Running', ip: '', node: '', restarts: 0, readyContainers: 1, containers: [] },
  ...(owner === undefined ? {} : { owner: { kind: owner.kind, name: owner.name, uid: owner.uid } }),
})

function start(): { readonly replica: Replica; readonly relations: Relations; tell(changed: readonly ObjectSummary[], removed?: readonly string[], reset?: boolean): void } {
  const replica = createReplica()
  const relations = createRelations(replica)
  return { replica, relations, tell: (changed, removed = [], reset = false) => relations.follow(replica.apply({ revision: 1, now: 0, reset, changed, removed })) }
}

/** What each object takes, by asking its selector of every pod of its namespace. */
function scan(replica: Replica, namespace: string) {
  return [...replica.others.values()].filter((object) => object.namespace === namespace && object.selects !== undefined).map((source) => {
    const selector = selectorFromLabelSelector(source.selects)
    const slots = Array.from({ length: replica.pods.capacity }, (_, slot) => slot).filter((slot) => {
      const pod = replica.pods.at(slot)
      return selector.ok && pod !== undefined && pod.namespace === namespace && matches(selector.value, pod.labels)
    })
    return { uid: source.uid, slots }
  })
}

const NAMESPACES = ['a', 'b']
const labels = fc.dictionary(fc.constantFrom('app', 'env'), fc.constantFrom('x', 'y'), { maxKeys: 2 })
const selects: fc.Arbitrary<LabelSelector> = fc.oneof(
  labels.map((matchLabels) => ({ matchLabels })),
  fc.record({ key: fc.constantFrom('app', 'env'), operator: fc.constantFrom('Exists', 'DoesNotExist', 'In', 'Nonsense') })
    .map(({ key, operator }) => ({ matchExpressions: [{ key, operator, ...(operator === 'In' ? { values: ['x'] } : {}) }] })),
)
const object = fc.oneof(
  fc.record({ number: fc.nat(12), namespace: fc.constantFrom(...NAMESPACES), of: labels }).map(({ number, namespace, of }) => madePod(`pod-${namespace}-${number}`, namespace, of)),
  fc.record({ number: fc.nat(4), namespace: fc.constantFrom(...NAMESPACES), of: selects }).map(({ number, namespace, of }) => made(`svc-${namespace}-${number}`, 'Service', namespace, { selects: of })),
)
const batch = fc.record({
  changed: fc.uniqueArray(object, { maxLength: 6, selector: ({ uid }) => uid }), reset: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  removed: fc.array(fc.tuple(fc.constantFrom('pod', 'svc'), fc.constantFrom(...NAMESPACES), fc.nat(12)).map((parts) => parts.join('-')), { maxLength: 3 }),
})

test('after any changes, every object takes the pods that a scan finds', () => {
  fc.assert(fc.property(fc.array(batch, { maxLength: 12 }), (batches) => {
    const { replica, relations, tell } = start()
    for (const { changed, removed, reset } of batches) {
      tell(changed, removed, reset)
      for (const namespace of NAMESPACES) {
        expect([...relations.takenIn(namespace)].map(({ source, slots }) => ({ uid: source.uid, slots }))).toEqual(scan(replica, namespace))
      }
    }
  }))
})

const deployment = made('deploy', 'Deployment', 'shop', { selects: { matchLabels: { app: 'web' } } })
const replicaSet = made('set', 'ReplicaSet', 'shop', { selects: { matchLabels: { app: 'web', hash: '1' } }, owner: { kind: 'Deployment', name: 'deploy', uid: 'deploy' } })
const service = made('svc', 'Service', 'shop', { selects: { matchLabels: { app: 'web' } } })
const elsewhere = made('other', 'Service', 'blog', { selects: { matchLabels: { app: 'web' } } })
const owned = ['one', 'two', 'three'].map((uid) => madePod(uid, 'shop', { app: 'web', hash: '1' }, replicaSet))
const stray = madePod('stray', 'shop', { app: 'web' })

function plan(inQuestion: readonly string[], objects: readonly string[] = []) {
  const { replica, relations, tell } = start()
  tell([made('shop', 'Namespace', ''), made('blog', 'Namespace', ''), deployment, replicaSet, service, elsewhere, ...owned, stray], [], true)
  const layout = createLayout()
  layout.follow(wholePopulation(replica.pods, replica.namespaces), null)
  const slots = new Set(inQuestion.map((uid) => replica.pods.slotOf(uid)))
  return { layout, plan: finish(planRelations(relations, replica, layout, { asks: (slot) => slots.has(slot), objects: new Set(objects), namespaces: replica.namespaces })) }
}

function finish(run: Generator<undefined, RelationPlan>): RelationPlan {
  for (;;) {
    const { done, value } = run.next()
    if (done === true) return value
  }
}

const edges = ({ bundles }: RelationPlan) => bundles.map(({ from, tie, slots }) => `${from} ${tie} ${slots.length}`).sort()

test('a pod has its controller, what owns that, and what selects it', () => {
  const { plan: found } = plan(['one', 'two'])
  expect(found.objects.map((each) => each.object.uid)).toEqual(['svc', 'deploy', 'set'])
  expect(edges(found)).toEqual(['set owns 2', 'svc selects 2'])
  expect(found.chains).toEqual([{ from: 'deploy', to: 'set' }])
})

test('a pod that a Deployment selects but has not through a ReplicaSet is told so', () => {
  expect(edges(plan(['stray']).plan)).toEqual(['deploy selects 1', 'svc selects 1'])
})

test('an object in question has all of its pods; nothing in question has nothing', () => {
  expect(edges(plan([], ['svc']).plan)).toEqual(['svc selects 4'])
  expect(plan([])).toMatchObject({ plan: { pods: 0, objects: [], bundles: [], chains: [] } })
})

test('chips stand under their box in order and never on one another; a narrow box has a mark with their number', () => {
  const { layout, plan: found } = plan(['one'])
  const view = { zoom: 1, panX: 0, panY: 0, width: 800, height: 600 }
  const { chips, marks } = placeRelations(found, layout, view)
  expect(marks).toEqual([])
  expect(chips.map(({ text }) => text)).toEqual(['svc/svc', 'deploy/deploy', 'rs/set'])
  const apart = chips.every(({ rect: a }, at) => chips.slice(at + 1).every(({ rect: b }) => a.x + a.width <= b.x || a.y + a.height <= b.y))
  expect(apart).toBe(true)
  expect(placeRelations(found, layout, { ...view, zoom: 0.05 })).toMatchObject({ chips: [], marks: [{ kind: null, text: '3' }] })
})

test('more objects than have room have a mark for each kind, with how many they are', () => {
  const { replica, relations, tell } = start()
  const services = Array.from({ length: 80 }, (_, number) => ({ ...service, uid: `svc-${number}`, name: `service-${number}` }))
  tell([made('shop', 'Namespace', ''), deployment, replicaSet, ...services, ...owned], [], true)
  const layout = createLayout()
  layout.follow(wholePopulation(replica.pods, replica.namespaces), null)
  const found = finish(planRelations(relations, replica, layout, { asks: () => true, objects: new Set(), namespaces: replica.namespaces }))
  const { chips, marks } = placeRelations(found, layout, { zoom: 1, panX: 0, panY: 0, width: 800, height: 600 })
  expect(chips).toEqual([])
  expect(marks.map(({ kind, text }) => [kind, text])).toEqual([['Service', 'svc 80'], ['Deployment', 'deploy 1'], ['ReplicaSet', 'rs 1']])
})

test('no chip lies under the buttons in the corner', () => {
  const { layout, plan: found } = plan(['one'])
  const box = layout.boxes.get(found.objects[0]?.box ?? -1)!
  const size = { width: 800, height: 600 }
  const { width, height } = toWindow(box, { zoom: 1, panX: 0, panY: 0, ...size })
  const { chips } = placeRelations(found, layout, { zoom: 1, panX: 800 - width - box.x, panY: 600 - height / 2, ...size })
  expect(chips).not.toEqual([])
  expect(chips.filter(({ rect }) => rect.y + rect.height > 600 - 44)).toEqual([])
})

test('an owner that selects nothing has its pods: a Node its static ones, a custom kind its own', () => {
  const node = made('node-1', 'Node', '')
  const game = made('game', 'GameServer', 'shop')
  const { replica, relations, tell } = start()
  tell([made('shop', 'Namespace', ''), node, game, service, madePod('static', 'shop', {}, node), madePod('player', 'shop', { app: 'web' }, game), madePod('lone', 'shop', {})], [], true)
  const layout = createLayout()
  layout.follow(wholePopulation(replica.pods, replica.namespaces), null)
  const found = finish(planRelations(relations, replica, layout, { asks: () => true, objects: new Set(), namespaces: replica.namespaces }))
  expect(edges(found)).toEqual(['game owns 1', 'node-1 owns 1', 'svc selects 1'])
  expect(found.pods).toBe(2)
})

test('only what may change a relation is said to', () => {
  const { replica, relations } = start()
  const follow = (changed: readonly ObjectSummary[]) => relations.follow(replica.apply({ revision: 1, now: 0, reset: false, changed, removed: [] }))
  expect(follow([service])).toBe(true)
  expect(follow([stray])).toBe(true)
  expect(follow([{ ...stray, terminating: true }])).toBe(false)
  expect(follow([made('event', 'Event', 'shop')])).toBe(false)
  expect(follow([madePod('stray', 'shop', { app: 'web' }, replicaSet)])).toBe(true)
  expect(follow([madePod('stray', 'shop', { app: 'api' }, replicaSet)])).toBe(true)
})
