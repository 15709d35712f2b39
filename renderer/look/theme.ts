import { create } from 'zustand'
import type { Theme } from '../../shared/ipc/contract.ts'
import { MONO, PALETTES, SANS, type ThemeName } from './tokens.ts'

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

/** What the system asks of every window: more contrast, or its own few colours in place of theirs, which a canvas does not hear of. */
const systemContrast = [window.matchMedia('(prefers-contrast: more)'), window.matchMedia('(forced-colors: active)')]

function themeOf(theme: Theme): ThemeName {
  const [more, forced] = systemContrast.map(({ matches }) => matches)
  // Forced colours have a scheme of their own, which is told as the system's.
  if (forced === true) return systemDark.matches ? 'contrast' : 'light'
  if (theme === 'system' && more === true) return 'contrast'
  return theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : theme
}

/** The theme that is drawn now. */
export const useTheme = create<{ readonly name: ThemeName }>(() => ({ name: themeOf('system') }))

/** The style sheets read the palette as custom properties: `var(--surface)`, `var(--state-running)`. */
function show(name: ThemeName): void {
  const root = document.documentElement
  const { state, ...plain } = PALETTES[name]
  for (const [token, colour] of Object.entries(plain)) root.style.setProperty(`--${token.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, String(colour))
  for (const [token, colour] of Object.entries(state)) root.style.setProperty(`--state-${token}`, colour)
  root.style.setProperty('--mono', MONO)
  root.style.setProperty('--sans', SANS)
  root.style.colorScheme = name === 'light' ? 'light' : 'dark'
  root.dataset['theme'] = name
  useTheme.setState({ name })
}

/** Draws a theme from now on; 'system' follows the system's. Returns what ends the following. */
export function applyTheme(theme: Theme): () => void {
  const follow = () => show(themeOf(theme))
  follow()
  const asked = [systemDark, ...systemContrast]
  for (const query of asked) query.addEventListener('change', follow)
  return () => {
    for (const query of asked) query.removeEventListener('change', follow)
  }
}
