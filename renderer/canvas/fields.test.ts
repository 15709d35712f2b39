import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { FieldColours, Fields } from './fields.ts'
import { endOf, startOf } from './spans.ts'

// The palette's area asks the window for its theme as soon as it is loaded, the state's for its bridge.
vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() }, matchMedia: () => ({ matches: false, addEventListener: () => {} }) })
})
const { PALETTES } = await import('../look/index.ts')
const { coreOf, fillOf, pixelOf } = await import('./colours.ts')
const { fieldColours, paintFields } = await import('./fields.ts')
const { DIMMED, FIRST_STATE, NOTHING, SELECTED, STATES_BY_RANK } = await import('./looks.ts')

const GROUND = 0xff_ff_ff
const shownBy = (look: number): number => ((look & SELECTED) === 0 ? look : SELECTED)

/** Colours that say what they stand for, with gaps that can't be seen. */
const byLook = (shown: (look: number) => number) => Uint32Array.from({ length: 2 * SELECTED }, (_, look) => shown(look))
const TELLING: FieldColours = { field: byLook(shownBy), between: byLook(shownBy), core: byLook((look) => look % SELECTED) }

const SIDE = 40
const size = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true })

interface Scene {
  readonly fields: Fields
  readonly looks: Uint8Array
}

/** Cells of about any size, with the first near the corner of a small window; a cell holds what its look says. */
const scene = (sizes: fc.Arbitrary<number>): fc.Arbitrary<Scene> =>
  fc.record({
    cols: fc.integer({ min: 1, max: 30 }), rows: fc.integer({ min: 1, max: 30 }), x: size(-5, 20), y: size(-5, 20), width: sizes, flat: size(0.5, 1),
    looks: fc.infiniteStream(fc.constantFrom(NOTHING, NOTHING, DIMMED, FIRST_STATE, FIRST_STATE, FIRST_STATE + 2, FIRST_STATE + 5, SELECTED | FIRST_STATE)),
  }).map(({ cols, rows, x, y, width, flat, looks }) => {
    const all = Uint8Array.from({ length: cols * rows }, () => looks.next().value as number)
    return {
      looks: all,
      fields: {
        cols, podAt: Int32Array.from(all, (look, cell) => (look === NOTHING ? -1 : cell)),
        across: { origin: x, size: width }, down: { origin: y, size: width * flat }, col0: 0, col1: cols, row0: 0, row1: rows,
      },
    }
  })

interface PaintOptions {
  readonly gap?: number
  readonly cores?: boolean
  readonly colours?: FieldColours
}

function paint({ fields, looks }: Scene, { gap = 0, cores = false, colours = TELLING }: PaintOptions = {}): Uint32Array {
  const pixels = new Uint32Array(SIDE * SIDE).fill(GROUND)
  paintFields({ width: SIDE, height: SIDE, pixels }, fields, looks, { gap, cores, colours })
  return pixels
}

const inWindow = (x: number, y: number) => x >= 0 && y >= 0 && x < SIDE && y < SIDE

/** The pixels of each cell that holds a pod, as far as they are in the window. */
function pixelsOf({ fields: { cols, podAt, across, down } }: Scene): ReadonlyMap<number, readonly number[]> {
  return new Map([...podAt].flatMap((slot, cell) => {
    if (slot < 0) return []
    const [col, row] = [cell % cols, Math.floor(cell / cols)]
    const found: number[] = []
    for (let y = startOf(down, row); y < endOf(down, row); y++) for (let x = startOf(across, col); x < endOf(across, col); x++) if (inWindow(x, y)) found.push(y * SIDE + x)
    return [[slot, found] as const]
  }))
}

const middleOf = ({ fields: { cols, across, down } }: Scene, cell: number) => {
  const [x, y] = [Math.floor(across.origin + ((cell % cols) + 0.5) * across.size), Math.floor(down.origin + (Math.floor(cell / cols) + 0.5) * down.size)]
  return inWindow(x, y) ? y * SIDE + x : null
}

test('below a pixel a cell, no pod is lost behind a less telling one, and nothing is shown that is not there', () => {
  fc.assert(fc.property(scene(size(0.05, 1.5)), (made) => {
    const pixels = paint(made)
    const told = new Map<number, Set<number>>()
    const lost: number[] = []
    for (const [slot, places] of pixelsOf(made)) {
      const shows = shownBy(made.looks.at(slot)!)
      const middle = middleOf(made, slot)
      for (const at of middle === null ? places : [...places, middle]) if (pixels[at] === GROUND || pixels.at(at)! < shows) lost.push(slot)
      for (const at of places) told.set(at, (told.get(at) ?? new Set()).add(shows))
    }
    const invented = [...pixels.keys()].filter((at) => (pixels[at] === GROUND ? told.has(at) : told.get(at)?.has(pixels.at(at)!) !== true))
    expect({ lost, invented }).toEqual({ lost: [], invented: [] })
  }), { numRuns: 300 })
})

test('from two pixels a cell, each pod has exactly its own pixels, and the middle of its cell has its colour', () => {
  fc.assert(fc.property(scene(size(2, 12)), fc.nat(2), fc.boolean(), (made, gap, cores) => {
    const pixels = paint(made, { gap, cores })
    const owned: number[] = []
    const wrong: number[] = []
    for (const [slot, places] of pixelsOf(made)) {
      owned.push(...places)
      const middle = middleOf(made, slot)
      if (!cores) for (const at of middle === null ? places : [...places, middle]) if (pixels[at] !== shownBy(made.looks.at(slot)!)) wrong.push(at)
    }
    expect(wrong).toEqual([])
    expect(new Set(owned).size).toBe(owned.length)
    expect(pixels.filter((shown) => shown !== GROUND)).toHaveLength(owned.length)
  }), { numRuns: 300 })
})

test('what the window cuts off changes nothing of what it shows', () => {
  fc.assert(fc.property(scene(size(6, 14)), fc.nat(4), fc.nat(4), (made, col, row) => {
    const { fields } = made
    const whole = paint(made, { gap: 1, cores: true })
    const part = paint({ ...made, fields: { ...fields, col0: Math.min(col, fields.cols - 1), row0: row } }, { gap: 1, cores: true })
    expect([...part.keys()].filter((at) => part[at] !== GROUND && part[at] !== whole[at])).toEqual([])
  }), { numRuns: 100 })
})

test('a field has a lighter core where it matches, an accent rim where it is selected, and gaps that fade in', () => {
  const palette = PALETTES.light
  const running = 0
  const one: Scene = { looks: Uint8Array.of(FIRST_STATE), fields: { cols: 1, podAt: Int32Array.of(0), across: { origin: 0, size: 10 }, down: { origin: 0, size: 10 }, col0: 0, col1: 1, row0: 0, row1: 1 } }
  const at = (pixels: Uint32Array, x: number, y: number) => pixels[y * SIDE + x]
  const asked = paint(one, { gap: 1, cores: true, colours: fieldColours(palette, 1, true) })
  expect(at(asked, 0, 0)).toBe(pixelOf(fillOf(palette, running)))
  expect(at(asked, 4, 4)).toBe(pixelOf(coreOf(palette, running)))
  expect(at(asked, 9, 4)).toBe(pixelOf(palette.namespace))
  const selected = paint({ ...one, looks: Uint8Array.of(SELECTED | FIRST_STATE) }, { gap: 1, cores: true, colours: fieldColours(palette, 0, false) })
  expect(at(selected, 0, 0)).toBe(pixelOf(palette.accent))
  expect(at(selected, 4, 4)).toBe(pixelOf(fillOf(palette, running)))
  expect(at(selected, 9, 4)).toBe(pixelOf(palette.accent))
  expect(STATES_BY_RANK).toHaveLength(Object.keys(palette.state).length)
})

test('a colour is a pixel of that colour', () => {
  expect([...new Uint8Array(Uint32Array.of(pixelOf('#187554')).buffer)]).toEqual([0x18, 0x75, 0x54, 0xff])
})
