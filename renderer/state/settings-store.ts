import { create } from 'zustand'
import type { Settings, Start } from '../../shared/ipc/contract.ts'
import { bridge } from './bridge.ts'

const HISTORY_LENGTH = 50

export interface SettingsState extends Settings {
  readonly kubernetesVersion: string
  /** Set when the cluster is a made-up one. */
  readonly demo: NonNullable<Start['demo']> | null
}

export const useSettings = create<SettingsState>(() => ({
  kubernetesVersion: '',
  demo: null,
  theme: 'system',
  language: 'en',
  selectorHistory: [],
  layout: {},
}))

/** Asks what the window is opened with, and takes the settings over. */
export async function startWindow(): Promise<Start> {
  const start = await bridge.request('window:start', undefined)
  useSettings.setState({ ...start.settings, kubernetesVersion: start.kubernetesVersion, demo: start.demo ?? null })
  return start
}

/** Changes settings and has them kept. */
export function saveSettings(settings: Partial<Settings>): void {
  useSettings.setState(settings)
  void bridge.request('settings:save', settings)
}

/** Puts a selector first in the history. */
export function rememberSelector(text: string): void {
  const before = useSettings.getState().selectorHistory
  if (text.trim() === '' || before[0] === text) return
  saveSettings({ selectorHistory: [text, ...before.filter((other) => other !== text)].slice(0, HISTORY_LENGTH) })
}
