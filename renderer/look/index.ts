export { StateGlyph } from './glyph.tsx'
export { isReady, PodGlyph } from './pod-glyph.tsx'
export { applyTheme, useTheme } from './theme.ts'
export { MONO, PALETTES, SANS, type Palette, type ThemeName } from './tokens.ts'
