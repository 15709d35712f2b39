import { create } from 'zustand'
import type { Theme } from '../../shared/ipc/contract.ts'
import { MONO, PALETTES, SANS, type ThemeName } from './tokens.ts'

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

/** The theme that is drawn now. */
export const useTheme = create<{ readonly name: ThemeName }>(() => ({ name: systemDark.matches ? 'dark' : 'light' }))

/** The style sheets read the palette as custom properties: `var(--surface)`, `var(--state-running)`. */
function show(name: ThemeName): void {
  const root = document.documentElement
  const { state, ...plain } = PALETTES[name]
  for (const [token, colour] of Object.entries(plain)) root.style.setProperty(`--${token.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, colour)
  for (const [token, colour] of Object.entries(state)) root.style.setProperty(`--state-${token}`, colour)
  root.style.setProperty('--mono', MONO)
  root.style.setProperty('--sans', SANS)
  root.style.colorScheme = name
  root.dataset['theme'] = name
  useTheme.setState({ name })
}

/** Draws a theme from now on; 'system' follows the system's. Returns what ends the following. */
export function applyTheme(theme: Theme): () => void {
  if (theme !== 'system') {
    show(theme)
    return () => {}
  }
  const follow = () => show(systemDark.matches ? 'dark' : 'light')
  follow()
  systemDark.addEventListener('change', follow)
  return () => systemDark.removeEventListener('change', follow)
}
