import { expect, test } from 'vitest'
import { PALETTES } from '../look/tokens.ts'
import { terminalTheme } from './terminal-theme.ts'

/** Contrast by WCAG 2 of two colours written #RRGGBB. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

test.each(['light', 'dark', 'contrast'] as const)('every colour of the %s theme is legible on its surface', (name) => {
  const { background, cursorAccent: _onCursor, selectionBackground, selectionInactiveBackground: _inactive, ...texts } = terminalTheme(name, PALETTES[name])
  for (const [colour, value] of Object.entries(texts)) expect(contrast(value as string, background!), colour).toBeGreaterThanOrEqual(4.5)
  expect(contrast(texts.foreground!, selectionBackground!)).toBeGreaterThanOrEqual(4.5)
})
