import i18next from 'i18next'

/** The words that are painted, in the person's language. */
export interface Words {
  readonly empty: string
  readonly only: string
  pods(count: number): string
  match(count: number): string
  more(count: number): string
}

/** The words in the language that is set now; counts once worded are kept. */
export function currentWords(): Words {
  const { t } = i18next
  const kept = (word: (count: number) => string) => {
    const texts = new Map<number, string>()
    return (count: number) => {
      const text = texts.get(count) ?? word(count)
      texts.set(count, text)
      return text
    }
  }
  return {
    empty: t('graph.empty'),
    only: t('graph.only'),
    pods: kept((count) => t('graph.pods', { count })),
    match: kept((count) => t('graph.match', { count })),
    more: kept((count) => t('graph.more', { count })),
  }
}
