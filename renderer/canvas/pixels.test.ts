import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createLayout, layAtlas } from '../graph/index.ts'

// The palette's area asks the window for its theme as soon as it is loaded, the state's for its bridge.
vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() }, matchMedia: () => ({ matches: false, addEventListener: () => {} }) })
})
const { PALETTES } = await import('../look/index.ts')
const { pixelOf } = await import('./colours.ts')
const { writePixels } = await import('./pixels.ts')

const palette = PALETTES.light

function paint(homes: readonly number[], side: 1 | 3, options: { matched?: Uint8Array; selected?: Uint8Array; mode?: 'dim' | 'hide' } = {}): Uint32Array {
  const layout = createLayout()
  layout.follow({ capacity: homes.length, namespaceOf: (slot) => homes.at(slot)!, namespaces: [0, 1, 2].map((index) => ({ index, name: `n${index}` })) }, null)
  const atlas = layAtlas(layout.boxes.values())
  const pixels = new Uint32Array(atlas.width * atlas.height * side * side).fill(7)
  const { matched = null, selected = null, mode = 'dim' } = options
  writePixels(pixels, { layout, matched, selected, mode, asked: matched !== null, palette, pods: { state: new Uint8Array(homes.length) } }, atlas, side)
  return pixels
}

const count = (pixels: Uint32Array, colour?: string) => pixels.filter((pixel) => (colour === undefined ? pixel !== 0 : pixel === pixelOf(colour))).length
const homes = fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 300 })

test('there are as many coloured cells as pods', () => {
  fc.assert(fc.property(homes, (all) => {
    const pods = all.filter((home) => home >= 0).length
    expect(count(paint(all, 1))).toBe(pods)
    expect(count(paint(all, 3))).toBe(9 * pods)
  }))
})

test('what does not match is dimmed, or not there at all', () => {
  fc.assert(fc.property(homes, fc.infiniteStream(fc.boolean()), (all, stream) => {
    const matched = Uint8Array.from(all, (home) => (home >= 0 && stream.next().value === true ? 1 : 0))
    const pods = all.filter((home) => home >= 0).length
    const matching = matched.filter((match) => match === 1).length
    const dimmed = paint(all, 1, { matched })
    expect(count(dimmed, palette.state.running)).toBe(matching)
    expect(count(dimmed, palette.unmatched)).toBe(pods - matching)
    expect(count(paint(all, 1, { matched, mode: 'hide' }))).toBe(matching)
    // Near, what matches has a core that differs from its fill.
    expect(count(paint(all, 3, { matched }), palette.state.running)).toBe(8 * matching)
  }))
})

test('what is selected shows the accent', () => {
  const selected = Uint8Array.of(0, 1, 0)
  expect(count(paint([0, 0, 1], 1, { selected }), palette.accent)).toBe(1)
  expect(count(paint([0, 0, 1], 3, { selected }), palette.accent)).toBe(8)
})

test('a colour is a pixel of that colour', () => {
  const pixels = Uint32Array.of(pixelOf('#187554'))
  expect([...new Uint8Array(pixels.buffer)]).toEqual([0x18, 0x75, 0x54, 0xff])
})
