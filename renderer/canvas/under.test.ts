import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { hasBit, packBits, type Words } from '../../shared/selector/index.ts'
import type { Picture } from './picture.ts'

// The palette's area asks the window for its theme as soon as it is loaded, the state's for its bridge.
vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() }, matchMedia: () => ({ matches: false, addEventListener: () => {} }) })
})
const { cellRect, createLayout, toWindow } = await import('../graph/index.ts')
const { PALETTES } = await import('../look/index.ts')
const { POD_STATES } = await import('../state/index.ts')
const { makeBrush } = await import('./brush.ts')
const { rasterFields } = await import('./cells.ts')
const { fillOf, pixelOf } = await import('./colours.ts')
const { createLooks } = await import('./looks.ts')
const { underAt } = await import('./under.ts')

const PODS = 900
const SIDE = 90
const palette = PALETTES.light

const layout = createLayout()
layout.follow({ capacity: PODS, namespaceOf: () => 0, namespaces: [{ index: 0, name: 'web' }] }, null)
const box = layout.boxes.get(0)!

function pictureOf(state: Uint8Array, matched: Words | null, mode: Picture['mode']): Picture {
  return { layout, pods: { capacity: PODS, alive: new Uint8Array(PODS).fill(1), state }, matched, mode, asked: false, selected: null, palette } as unknown as Picture
}

function looksOf(picture: Picture): ReturnType<typeof createLooks> {
  const looks = createLooks()
  looks.follow(picture, null)
  return looks
}

test('at any zoom, every pod that has room is found in its middle', () => {
  const picture = pictureOf(new Uint8Array(PODS), null, 'dim')
  fc.assert(fc.property(fc.double({ min: 0.15, max: 40, noNaN: true }), fc.nat(PODS - 1), fc.constantFrom(1, 2), (unit, cell, ratio) => {
    const view = { zoom: unit / 14, panX: 0, panY: 0, width: 1000, height: 1000 }
    const { x, y, width, height } = toWindow(cellRect(box, cell), view)
    expect(underAt(picture, view, ratio, { x: x + width / 2, y: y + height / 2 }).pod).toBe(box.podAt[cell])
  }))
})

test('where pods are pixels or share them, what is pointed at is the pod that is painted there', () => {
  const looks = fc.record({
    states: fc.uint8Array({ min: 0, max: POD_STATES.length - 1, minLength: PODS, maxLength: PODS }),
    matched: fc.option(fc.uniqueArray(fc.nat(PODS - 1), { maxLength: PODS }).map((slots) => packBits(slots, PODS))),
    mode: fc.constantFrom('dim' as const, 'hide' as const),
  })
  fc.assert(fc.property(looks, fc.double({ min: 0.03, max: 0.24, noNaN: true }), fc.double({ min: -3, max: 9, noNaN: true }), ({ states, matched, mode }, unit, pan) => {
    const picture = pictureOf(states, matched, mode)
    const view = { zoom: unit / 14, panX: pan, panY: pan / 2, width: SIDE, height: SIDE }
    const pixels = new Uint32Array(SIDE * SIDE)
    rasterFields({ width: SIDE, height: SIDE, pixels }, makeBrush(null as unknown as CanvasRenderingContext2D, view, 1, palette, 0), picture, [box], looksOf(picture))
    const wrong = [...pixels.keys()].filter((at) => {
      const { pod } = underAt(picture, view, 1, { x: (at % SIDE) + 0.5, y: Math.floor(at / SIDE) + 0.5 })
      // The box itself ends within a pixel.
      if (pod < 0) return false
      return pixels[at] !== pixelOf(matched === null || hasBit(matched, pod) ? fillOf(palette, states[pod] ?? 0) : palette.unmatched)
    })
    expect(wrong).toEqual([])
  }), { numRuns: 30 })
})
