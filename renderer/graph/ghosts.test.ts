import { expect, test } from 'vitest'
import type { NamespaceEntry, PodTable } from '../state/index.ts'
import { cellRect } from './box.ts'
import { planGhosts } from './ghosts.ts'
import { createLayout } from './layout.ts'
import { wholePopulation } from './population.ts'

const NAMESPACE = { uid: '', apiVersion: 'v1', kind: 'Namespace', namespace: '', name: '', labels: {}, created: 0, terminating: false }

/** A table of pods, each in the namespace of the given index. */
function tableOf(homes: readonly number[]): PodTable {
  return { capacity: homes.length, count: homes.length, alive: new Uint8Array(homes.length).fill(1), state: new Uint8Array(homes.length), namespace: Int32Array.from(homes), at: () => undefined, slotOf: () => -1 }
}
const entriesOf = (homes: readonly number[], ...names: readonly string[]): readonly NamespaceEntry[] =>
  names.map((name, index) => ({ index, name, object: { ...NAMESPACE, name }, pods: homes.filter((home) => home === index).length }))

test('ghosts stand where the pods then come', () => {
  const homes = [0, 0, 1]
  const pods = tableOf(homes)
  const namespaces = entriesOf(homes, 'default', 'web')
  const layout = createLayout()
  layout.follow(wholePopulation(pods, namespaces), null)
  const newcomers = [
    { kind: 'Pod', name: 'a', namespace: 'web' }, { kind: 'Namespace', name: 'fresh', namespace: 'default' }, { kind: 'Pod', name: 'b', namespace: 'fresh' }, { kind: 'Pod', name: 'c', namespace: 'web' },
  ]
  const plan = planGhosts(layout, pods, namespaces, newcomers)
  const after = [...homes, 1, 2, 1]
  layout.follow(wholePopulation(tableOf(after), entriesOf(after, 'default', 'web', 'fresh')), [3, 4, 5])
  const rect = (slot: number) => {
    const place = layout.placeOf(slot)!
    return cellRect(place.box, place.cell)
  }
  expect(plan.cards).toEqual([rect(3), null, rect(4), rect(5)])
  expect(plan.frames.map(({ name }) => name)).toContain('fresh')
  expect(plan.frames.find(({ name }) => name === 'fresh')?.rect).toMatchObject({ x: layout.boxes.get(2)!.x, y: layout.boxes.get(2)!.y })
})
