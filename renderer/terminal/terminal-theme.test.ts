import { expect, test } from 'vitest'
import { contrast } from '../../test/support/contrast.ts'
import { PALETTES } from '../look/tokens.ts'
import { terminalTheme } from './terminal-theme.ts'

test.each(['light', 'dark', 'contrast'] as const)('every colour of the %s theme is legible on its surface', (name) => {
  const { background, cursorAccent: _onCursor, selectionBackground, selectionInactiveBackground: _inactive, ...texts } = terminalTheme(name, PALETTES[name])
  for (const [colour, value] of Object.entries(texts)) expect(contrast(value as string, background!), colour).toBeGreaterThanOrEqual(4.5)
  expect(contrast(texts.foreground!, selectionBackground!)).toBeGreaterThanOrEqual(4.5)
})
