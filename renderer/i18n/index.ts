import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from '../../shared/ipc/contract.ts'
import { activity } from './activity.ts'
import { app } from './app.ts'
import { fidelity } from './fidelity.ts'
import { graph } from './graph.ts'
import { importing } from './import.ts'
import { inspector } from './inspector.ts'
import { outline } from './outline.ts'
import { selector } from './selector.ts'
import { terminal } from './terminal.ts'
import type { Translated } from './translated.ts'

export { formatClockTime } from './clock-time.ts'
export type { Translated } from './translated.ts'

const en = {
  activity: activity.en, app: app.en, fidelity: fidelity.en, graph: graph.en, import: importing.en, inspector: inspector.en, outline: outline.en, selector: selector.en,
  terminal: terminal.en,
} as const
const ko: Translated<typeof en> = {
  activity: activity.ko, app: app.ko, fidelity: fidelity.ko, graph: graph.ko, import: importing.ko, inspector: inspector.ko, outline: outline.ko, selector: selector.ko,
  terminal: terminal.ko,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** Languages by the names their speakers call them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' }

const texts = createInstance()

const numberFormats = new Map<string, Intl.NumberFormat>()

/** A count as a language writes it. The library's own way makes a format anew for every other count, and keeps it. */
function formatCount(count: unknown, language = 'en'): string {
  let format = numberFormats.get(language)
  if (format === undefined) numberFormats.set(language, (format = new Intl.NumberFormat(language)))
  return format.format(Number(count))
}

/** Makes the texts ready in a language. Components read them with `useTranslation()`: `t('outline.tree')`. */
export async function startTexts(language: Language): Promise<void> {
  await texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: LANGUAGES,
    resources: { en: { translation: en }, ko: { translation: ko } },
    interpolation: { escapeValue: false },
  })
  texts.services.formatter?.add('number', formatCount)
  document.documentElement.lang = language
}

/** Changes the language of everything that is shown. */
export async function changeLanguage(language: Language): Promise<void> {
  await texts.changeLanguage(language)
  document.documentElement.lang = language
}
