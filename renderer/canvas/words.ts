import type { i18n } from 'i18next'

/** The words that are painted, in the person's language. */
export interface Words {
  readonly empty: string
  readonly pods: (count: number) => string
  readonly match: (count: number) => string
}

/** The words in the language that is set now; counts once worded are kept. */
export function currentWords(texts: i18n): Words {
  const kept = (word: (count: number) => string) => {
    const texts = new Map<number, string>()
    return (count: number) => {
      const text = texts.get(count) ?? word(count)
      texts.set(count, text)
      return text
    }
  }
  return {
    empty: texts.t('graph.empty'),
    pods: kept((count) => texts.t('graph.pods', { count })),
    match: kept((count) => texts.t('graph.match', { count })),
  }
}
