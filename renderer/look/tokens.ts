import type { PodState } from '../../shared/ipc/contract.ts'

/** The themes that are drawn; 'system' is resolved to one of them. */
export type ThemeName = 'light' | 'dark' | 'contrast'

/** Every colour of the window and the canvas. Colour means state and nothing else; `accent` is what the person is doing. */
export interface Palette {
  readonly canvas: string
  readonly surface: string
  readonly namespace: string
  readonly line: string
  readonly text: string
  readonly muted: string
  readonly accent: string
  /** Text on the accent. */
  readonly onAccent: string
  /** A pod that does not match. */
  readonly unmatched: string
  /** How opaque the card of a pod is that does not match. */
  readonly dimmed: number
  readonly state: Readonly<Record<PodState, string>>
}

const ON_DARK: Palette['state'] = { running: '#22C9B2', pending: '#FFBE2A', failed: '#F35134', succeeded: '#006AF0', terminating: '#8F5D94', unknown: '#E6EEF7' }

/** Checked colours: each state at least 3:1 on surface and namespace, every two at least 0.08 apart in OKLab for every kind of sight. */
export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  light: {
    canvas: '#F7F8FA', surface: '#FFFFFF', namespace: '#EDF0F4', line: '#C9CFD8', text: '#1B2027', muted: '#57606C',
    accent: '#0B63B8', onAccent: '#FFFFFF', unmatched: '#D5DAE1', dimmed: 0.35,
    state: { running: '#187554', pending: '#A38819', failed: '#C02007', succeeded: '#306FDC', terminating: '#622367', unknown: '#828991' },
  },
  dark: {
    canvas: '#10141A', surface: '#171C24', namespace: '#1D242E', line: '#39424F', text: '#E7EBF1', muted: '#9CA6B4',
    accent: '#6CB6FF', onAccent: '#10141A', unmatched: '#2C343F', dimmed: 0.35,
    state: ON_DARK,
  },
  contrast: {
    canvas: '#000000', surface: '#000000', namespace: '#000000', line: '#FFFFFF', text: '#FFFFFF', muted: '#E0E0E0',
    accent: '#FFE100', onAccent: '#000000', unmatched: '#4A4A4A', dimmed: 0.6,
    state: ON_DARK,
  },
}

/** Names, selectors, YAML and ids are set in this; everything else in the system's face. */
export const MONO = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
export const SANS = "system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR', 'DejaVu Sans', sans-serif"
