import { anything, assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_LAYOUT, readPanelLayout } from './panel-layout.ts'

test.each([
  ['nothing kept', {}, FIRST_LAYOUT],
  ['something else kept', { panels: 'wide' }, FIRST_LAYOUT],
  ['null kept', { panels: null }, FIRST_LAYOUT],
  ['a width alone', { panels: { outlineWidth: 300 } }, { ...FIRST_LAYOUT, outlineWidth: 300 }],
  ['a width out of reason', { panels: { outlineWidth: -4, inspectorWidth: Number.NaN } }, FIRST_LAYOUT],
  ['the bottom', { panels: { bottomHeight: 400, bottomOpen: true, bottomTab: 'activity' } }, { ...FIRST_LAYOUT, bottomHeight: 400, bottomOpen: true, bottomTab: 'activity' }],
  ['a tab that is none', { panels: { bottomTab: 'timeline' } }, FIRST_LAYOUT],
  ['a fold', { panels: { inspectorOpen: false } }, { ...FIRST_LAYOUT, inspectorOpen: false }],
])('reads a layout with %s', (_, layout, expected) => {
  expect(readPanelLayout(layout)).toEqual(expected)
})

test('whatever was kept, the sizes can be drawn', () => {
  assert(property(anything(), (panels) => {
    const { outlineWidth, inspectorWidth, bottomHeight } = readPanelLayout({ panels })
    for (const size of [outlineWidth, inspectorWidth, bottomHeight]) expect(size).toSatisfy((px: number) => px >= 120 && px <= 2000)
  }))
})
