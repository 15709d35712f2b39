import { expect, test } from 'vitest'
import { contrast, linearRgb } from '../../test/support/contrast.ts'
import { PALETTES, type Palette, type ThemeName } from './tokens.ts'

type Vector = readonly [number, number, number]

const times = (rows: readonly Vector[], [a, b, c]: Vector): Vector => rows.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Vector

/** What people see of linear RGB: everyone, and those without the red, green or blue cones (Machado, Oliveira and Fernandes 2009). */
const SIGHTS: Readonly<Record<string, readonly Vector[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}

function oklab(rgb: Vector): Vector {
  const lms = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], rgb)
  const roots = lms.map((part) => Math.cbrt(Math.max(0, part))) as unknown as Vector
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], roots)
}

const THEMES = Object.entries(PALETTES) as readonly (readonly [ThemeName, Palette])[]

test.each(THEMES)('text of the %s theme is legible wherever it stands', (_, { canvas, surface, namespace, text, muted, accent, onAccent }) => {
  for (const ground of [canvas, surface, namespace]) {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(12)
    expect(contrast(muted, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5)
  }
  expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5)
})

test('where more contrast is asked for, what does not match steps back but can be read', () => {
  const { surface, text, muted, dimmed } = PALETTES.contrast
  expect(surface).toBe('#000000')
  for (const colour of [text, muted]) {
    const dark = [1, 3, 5].map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * dimmed).toString(16).padStart(2, '0'))
    expect(contrast(`#${dark.join('')}`, surface)).toBeGreaterThanOrEqual(4.5)
  }
})

test.each(THEMES)('states of the %s theme stand out from what is under them', (_, { surface, namespace, state }) => {
  for (const [name, fill] of Object.entries(state)) for (const ground of [surface, namespace]) expect(contrast(fill, ground), name).toBeGreaterThanOrEqual(3)
})

test.each(THEMES.flatMap(([theme, palette]) => Object.keys(SIGHTS).map((sight) => [theme, sight, palette] as const)))('states of the %s theme are told apart in %s sight', (_, sight, { state }) => {
  const seen = Object.entries(state).map(([name, fill]) => ({ name, lab: oklab(times(SIGHTS[sight] ?? [], linearRgb(fill))) }))
  for (const [at, one] of seen.entries()) {
    for (const other of seen.slice(at + 1)) {
      expect(Math.hypot(one.lab[0] - other.lab[0], one.lab[1] - other.lab[1], one.lab[2] - other.lab[2]), `${one.name} and ${other.name}`).toBeGreaterThanOrEqual(0.08)
    }
  }
})
