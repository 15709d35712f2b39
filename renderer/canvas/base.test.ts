import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { packBits } from '../../shared/selector/index.ts'
import type { Base } from './base.ts'
import type { Picture } from './picture.ts'

// The palette's area asks the window for its theme as soon as it is loaded, the state's for its bridge.
vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() }, matchMedia: () => ({ matches: false, addEventListener: () => {} }) })
})
const { createLayout, wholePopulation } = await import('../graph/index.ts')
const { PALETTES } = await import('../look/index.ts')
const { createBase } = await import('./base.ts')
const { makeBrush } = await import('./brush.ts')
const { drawnBox, inWindow } = await import('./frames.ts')
const { createLooks } = await import('./looks.ts')

const SLOTS = 60
const NAMESPACES = ['a', 'b', 'c', 'kube-system']
const SIDE = 120

const bits = fc.array(fc.boolean(), { minLength: SLOTS, maxLength: SLOTS }).map((flags) => Uint8Array.from(flags, Number))
const answer = fc.array(fc.nat(SLOTS - 1)).map((matching) => packBits(matching, SLOTS))
const slots = fc.array(fc.nat(SLOTS - 1), { maxLength: 12 })

/** What may happen between two frames. */
const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('ask' as const), matched: fc.option(answer), mode: fc.constantFrom('dim' as const, 'hide' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('state' as const), slots, state: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('pods' as const), slots, namespace: fc.nat(NAMESPACES.length) }) },
  fc.record({ what: fc.constant('select' as const), selected: fc.option(bits) }),
  fc.record({ what: fc.constant('end' as const), namespace: fc.nat(NAMESPACES.length - 1), terminating: fc.boolean() }),
  fc.record({ what: fc.constant('look' as const), zoom: fc.double({ min: 0.002, max: 0.12, noNaN: true }), pan: fc.double({ min: -20, max: 60, noNaN: true }) }),
  fc.record({ what: fc.constant('theme' as const), name: fc.constantFrom('light' as const, 'dark' as const) }),
)

test.each([1, 2])('at pixel ratio %i, a picture that was kept up to date is the one that is painted at once', (ratio) => {
  fc.assert(fc.property(fc.array(event, { maxLength: 12 }), (events) => {
    const columns = { capacity: SLOTS, alive: new Uint8Array(SLOTS).fill(1), state: new Uint8Array(SLOTS), namespace: Int32Array.from({ length: SLOTS }, (_, slot) => slot % 3) }
    const namespaces = NAMESPACES.map((name, index) => ({ index, name, object: { terminating: false }, pods: 1 }))
    const layout = createLayout()
    const picture = { layout, pods: columns, namespaces, matched: null, asked: false, mode: 'dim', selected: null, palette: PALETTES.light } as unknown as Picture
    let view = { zoom: 0.05, panX: 5, panY: 20, width: SIDE / ratio, height: SIDE / ratio }
    const looks = createLooks()
    const kept = { base: createBase(looks), pixels: new Uint32Array(SIDE * SIDE) }
    const follow = (changed: readonly number[] | null) => {
      layout.follow(wholePopulation(picture.pods, picture.namespaces), changed)
      looks.follow(picture, changed)
      kept.base.stale()
    }
    const paint = (base: Base, pixels: Uint32Array) => {
      const brush = makeBrush(undefined as never, view, ratio, picture.palette, 0)
      base.paint({ width: SIDE, height: SIDE, pixels }, brush, picture, inWindow([...layout.boxes.values()].map((box) => drawnBox(box, brush.unit)), brush))
      return pixels
    }
    follow(null)
    paint(kept.base, kept.pixels)
    for (const happened of events) {
      switch (happened.what) {
        case 'ask':
          Object.assign(picture, { matched: happened.matched, asked: happened.matched !== null, mode: happened.mode })
          looks.stale()
          break
        case 'state':
          for (const slot of happened.slots) columns.state[slot] = happened.state
          looks.follow(picture, happened.slots)
          break
        case 'pods':
          for (const slot of happened.slots) {
            columns.alive[slot] = happened.namespace < NAMESPACES.length ? 1 : 0
            columns.namespace[slot] = happened.namespace
          }
          follow(happened.slots)
          break
        case 'select':
          picture.selected = happened.selected
          looks.stale()
          break
        case 'end':
          namespaces.at(happened.namespace)!.object.terminating = happened.terminating
          kept.base.stale()
          break
        case 'look':
          view = { ...view, zoom: happened.zoom, panX: happened.pan, panY: happened.pan }
          break
        case 'theme':
          picture.palette = PALETTES[happened.name]
          break
        default:
          assertNever(happened)
      }
      const shown = paint(kept.base, kept.pixels)
      const anew = createLooks()
      anew.follow(picture, null)
      const wanted = paint(createBase(anew), new Uint32Array(SIDE * SIDE))
      expect(shown.findIndex((pixel, at) => pixel !== wanted[at])).toBe(-1)
    }
  }))
})
