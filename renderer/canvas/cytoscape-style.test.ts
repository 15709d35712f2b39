import cytoscape from 'cytoscape'
import { expect, test } from 'vitest'
import { STYLE } from './cytoscape-graph.ts'

const cy = cytoscape({
  headless: true, styleEnabled: true, style: STYLE,
  elements: [
    { data: { id: 'n0' }, classes: 'namespace' },
    { data: { id: 'f0', parent: 'n0', width: 100, height: 50 }, classes: 'floor', position: { x: 10, y: 20 } },
    { data: { id: 'p0', parent: 'n0', width: 10, height: 8 }, classes: 'pod', position: { x: 0, y: 10 } },
  ],
})

test('a namespace is as large as its floor, whichever of its pods have nodes', () => {
  const namespace = cy.getElementById('n0')
  // Cytoscape adds a pixel on each side of what a compound holds.
  expect([namespace.width(), namespace.height()]).toEqual([102, 52])
})

test.each(['n0', 'f0', 'p0'])('%s is never drawn', (id) => expect(Number(cy.getElementById(id).style('opacity'))).toBe(0))
