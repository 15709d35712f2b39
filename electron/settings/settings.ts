import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { LANGUAGES, THEMES, type Settings } from '../../shared/ipc/contract.ts'

const settingsSchema = z.strictObject({
  theme: z.enum(THEMES),
  language: z.enum(LANGUAGES),
  selectorHistory: z.array(z.string().max(10_240)).max(50).readonly(),
  layout: z.record(z.string().max(100), z.unknown()),
})

const { theme, language, selectorHistory, layout } = settingsSchema.shape

/** Some of the settings: those that are to change. */
export const settingsChangeSchema = z.strictObject({
  theme: theme.exactOptional(), language: language.exactOptional(), selectorHistory: selectorHistory.exactOptional(), layout: layout.exactOptional(),
})

export interface SettingsFile {
  read(): Settings
  /** Replaces the file whole, so that a crash leaves the old one or the new one. */
  write(change: Partial<Settings>): void
}

/** Settings kept in a JSON file. One that is missing or can't be read gives the defaults: nothing in it is worth refusing to start. */
export function openSettings(file: string, systemLanguage: string): SettingsFile {
  const defaults: Settings = { theme: 'system', language: systemLanguage.startsWith('ko') ? 'ko' : 'en', selectorHistory: [], layout: {} }
  let settings = load(file, defaults)
  return {
    read: () => settings,
    write(change) {
      settings = { ...settings, ...change }
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileSync(`${file}.new`, JSON.stringify(settings, null, 2), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
  }
}

function load(file: string, defaults: Settings): Settings {
  try {
    const parsed = settingsSchema.safeParse({ ...defaults, ...JSON.parse(readFileSync(file, 'utf8')) })
    return parsed.success ? parsed.data : defaults
  } catch {
    return defaults
  }
}
