import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLayout, type Layout } from './layout.ts'
import { diffScene, lentNodes, MOST_NODES, sceneOf, type SceneNode } from './nodes.ts'

function layOut(homes: readonly number[]): Layout {
  const layout = createLayout()
  const namespaces = ['default', 'web', 'kube-system'].map((name, index) => ({ index, name })).filter(({ index }) => index === 0 || homes.includes(index))
  layout.follow({ capacity: homes.length, namespaceOf: (slot) => homes.at(slot)!, namespaces }, null)
  return layout
}

/** Carries operations out as a graph library would: removing a parent takes its children along, a child needs its parent. */
function carryOut(shown: ReadonlyMap<string, SceneNode>, wanted: ReadonlyMap<string, SceneNode>): Map<string, SceneNode> {
  const graph = new Map(shown)
  for (const operation of diffScene(shown, wanted)) {
    if (operation.op === 'remove') {
      if ([...graph.values()].some(({ parent }) => parent === operation.id)) throw new Error(`${operation.id} still has children`)
      if (!graph.delete(operation.id)) throw new Error(`${operation.id} is not there`)
    } else {
      const { node } = operation
      if (graph.has(node.id) !== (operation.op === 'move')) throw new Error(`${operation.op} of ${node.id}`)
      if (node.parent !== null && !graph.has(node.parent)) throw new Error(`${node.id} comes before its parent`)
      graph.set(node.id, node)
    }
  }
  return graph
}

const homes = fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 30 })

test('the scene after the operations is the one that was wanted', () => {
  fc.assert(fc.property(homes, homes, (before, after) => {
    const shown = sceneOf(layOut(before))
    const wanted = sceneOf(layOut(after))
    const places = (scene: ReadonlyMap<string, SceneNode>) => new Map([...scene].map(([id, node]) => [id, node.kind === 'namespace' ? { ...node, x: 0, y: 0, width: 0, height: 0 } : node]))
    expect(places(carryOut(shown, wanted))).toEqual(places(wanted))
    expect(diffScene(wanted, wanted)).toEqual([])
  }))
})

test('few pods are all nodes in their namespaces; of many, only those in hand', () => {
  const few = layOut([0, 1, 1])
  expect([...sceneOf(few).values()].filter(({ kind }) => kind === 'pod').map(({ id, parent }) => [id, parent])).toEqual(expect.arrayContaining([['p0', 'n0'], ['p1', 'n1'], ['p2', 'n1']]))
  expect(lentNodes(few, [1]).size).toBe(0)
  const many = layOut(Array.from({ length: MOST_NODES + 1 }, (_, slot) => slot % 2))
  expect([...sceneOf(many).values()].filter(({ kind }) => kind === 'pod')).toEqual([])
  expect([...lentNodes(many, [3, 9999]).values()].map(({ id, parent }) => [id, parent])).toEqual([['p3', 'n1']])
})
