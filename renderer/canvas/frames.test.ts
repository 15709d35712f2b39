import { expect, test, vi } from 'vitest'
import { boundsOf, createLayout } from '../graph/index.ts'
import type { Picture } from './picture.ts'

// The palette's area asks the window for its theme as soon as it is loaded, the state's for its bridge.
vi.hoisted(() => {
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() }, matchMedia: () => ({ matches: false, addEventListener: () => {} }) })
})
const { PALETTES } = await import('../look/index.ts')
const { makeBrush } = await import('./brush.ts')
const { isTitleLegible, paintTitles } = await import('./frames.ts')

/** Namespaces whose sizes fall with their rank, as clusters have them. */
const sizesOf = (pods: number, namespaces: number): readonly number[] => {
  const shares = Array.from({ length: namespaces }, (_, rank) => 1 / (rank + 1) ** 0.9)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => Math.max(1, Math.round((pods * share) / whole)))
}

test.each([[60, 10], [400, 20], [1000, 30], [10_000, 60], [30_000, 90], [100_000, 130]])('of %i pods in %i namespaces, each name that has room can be read when all are in view', (pods, namespaces) => {
  const slots = sizesOf(pods, namespaces).flatMap((count, namespace) => Array.from({ length: count }, () => namespace))
  for (const [width, height] of [[630, 660], [950, 760]] as const) {
    const layout = createLayout(() => width / height)
    layout.follow({ capacity: slots.length, namespaceOf: (slot) => slots[slot] ?? -1, namespaces: sizesOf(pods, namespaces).map((_, index) => ({ index, name: `n${index}` })) }, null)
    const bounds = boundsOf(layout.boxes.values())!
    const unit = Math.min(width / bounds.width, height / bounds.height)
    // A row or two of tiny cells has no room for a name over it.
    const roomy = [...layout.boxes.values()].filter((box) => box.width * unit >= 30 && (box.height - box.band) * unit >= 10)
    expect(roomy.length).toBeGreaterThan(4)
    expect(roomy.filter((box) => !isTitleLegible(box, unit)).map((box) => [box.cols, box.rows, box.band * unit])).toEqual([])
  }
})

/** A context that keeps the texts it is given, with where they begin in CSS pixels; each letter is eight wide. */
function writingContext() {
  const written: { readonly text: string; readonly x: number }[] = []
  let scale = 1
  const context = {
    measureText: (text: string) => ({ width: text.length * 8 }),
    setTransform(across: number) { scale = across },
    fillText(text: string, x: number) { written.push({ text, x: x * scale }) },
    fillRect() {},
  }
  return { context: context as unknown as CanvasRenderingContext2D, written }
}

test.each([
  ['beside the window', 200, 40],
  ['in the corner', 200, 200],
])('the name of a namespace that begins %s stays in view with its pods', (_where, left, above) => {
  const layout = createLayout()
  layout.follow({ capacity: 400, namespaceOf: () => 0, namespaces: [{ index: 0, name: 'web' }] }, null)
  const unit = 8
  const { context, written } = writingContext()
  const brush = makeBrush(context, { zoom: unit / 14, panX: -left, panY: 60 - above, width: 600, height: 400 }, 1, PALETTES.light, 0)
  const picture = { layout, namespaces: [{ name: 'web' }], splits: new Map([[0, { pods: 400, matched: 0, byState: [] }]]), words: { pods: (count: number) => `${count} pods` } } as unknown as Picture
  paintTitles(brush, picture, [...layout.boxes.values()])
  expect(written[0]?.text).toBe('web')
  expect(written[0]?.x).toBeGreaterThanOrEqual(0)
  expect(written.map(({ text }) => text)).toContain('400 pods')
})
