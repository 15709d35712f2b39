import { assertNever } from '../lang/assert-never.ts'
import { byteLength, compareBytes } from '../model/index.ts'
import { type Caret, locateCaret } from './caret.ts'
import { parseInt64 } from './int64.ts'
import { MAX_SELECTOR_BYTES } from './parse.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface CompletionOption {
  /** What replaces the range `from`..`to` of the completion. */
  readonly text: string
  readonly kind: 'key' | 'operator' | 'value' | 'punctuation'
  /** Objects that carry the key or the value; of operators and punctuation, objects that carry the key before. */
  readonly count: number
}

/** What may stand at the caret, most used first. */
export interface Completion {
  readonly from: number
  readonly to: number
  readonly options: readonly CompletionOption[]
}

const MAX_OPTIONS = 100

/** What may come at `caret` (UTF-16 units from the start), in a text that need not be whole or right. */
export function complete(text: string, caret: number, vocabulary: Vocabulary): Completion {
  // A text that is not even read is not completed either.
  if (byteLength(text) > MAX_SELECTOR_BYTES) return { from: caret, to: caret, options: [] }
  const place = locateCaret(text, caret)
  return { from: place.from, to: place.to, options: listOptions(place, vocabulary).slice(0, MAX_OPTIONS) }
}

function listOptions(place: Caret, vocabulary: Vocabulary): readonly CompletionOption[] {
  switch (place.wants) {
    case 'key': {
      const counts = [...vocabulary.keys()]
      const known = counts.find(([key]) => key === place.word)
      const not = place.word === '' && !place.negated ? [punctuation('!', 0)] : []
      const next = known === undefined ? [] : place.negated ? [punctuation(`${place.word},`, known[1])] : operators(place.word, known[1])
      return [...next, ...rank(counts, place.word, 'key'), ...not]
    }
    case 'operator':
      return operators('', countOf(vocabulary.keys(), place.key)).filter(({ text }) => text.trimStart().startsWith(place.word))
    case 'value':
    case 'integer': {
      const values = [...vocabulary.values(place.key)].filter(([value]) => value !== '' && (place.wants === 'value' || parseInt64(value) !== undefined))
      const known = values.find(([value]) => value === place.word)
      return [...(known === undefined ? [] : [punctuation(`${place.word},`, known[1])]), ...rank(values, place.word, 'value')]
    }
    case 'paren':
      return [punctuation('(', countOf(vocabulary.keys(), place.key))]
    case 'list': {
      const values = [...vocabulary.values(place.key)].filter(([value]) => value !== '' && !place.taken.includes(value))
      const known = values.find(([value]) => value === place.word)
      const next = known === undefined ? [] : [punctuation(`${place.word},`, known[1]), punctuation(`${place.word})`, known[1])]
      return [...next, ...rank(values, place.word, 'value')]
    }
    case 'list-separator': {
      const count = countOf(vocabulary.keys(), place.key)
      return [punctuation(',', count), punctuation(')', count)]
    }
    case 'separator':
      return [punctuation(',', countOf(vocabulary.keys(), place.key))]
    default:
      return assertNever(place.wants)
  }
}

function operators(key: string, count: number): readonly CompletionOption[] {
  const texts = ['=', '!=', ' in (', ' notin (']
  return [...texts.map((text): CompletionOption => ({ text: `${key}${text}`, kind: 'operator', count })), punctuation(`${key},`, count)]
}

function punctuation(text: string, count: number): CompletionOption {
  return { text, kind: 'punctuation', count }
}

/** Words that hold what was typed: those beginning with it first, then by use, then by name. */
function rank(counts: readonly (readonly [string, number])[], typed: string, kind: 'key' | 'value'): readonly CompletionOption[] {
  const wanted = typed.toLowerCase()
  const found = counts.filter(([text]) => text !== typed && text.toLowerCase().includes(wanted))
  return takeFirst(found, MAX_OPTIONS, ([a, x], [b, y]) => Number(startsLike(b, wanted)) - Number(startsLike(a, wanted)) || y - x || compareBytes(a, b))
    .map(([text, count]) => ({ text, kind, count }))
}

/** The first items in an order, without sorting the others: every pod may have a value of its own. */
function takeFirst<Item>(items: readonly Item[], most: number, compare: (a: Item, b: Item) => number): readonly Item[] {
  const first = items.slice(0, most).sort(compare)
  for (let at = most; at < items.length; at++) {
    const item = items[at]!
    if (compare(item, first[most - 1]!) >= 0) continue
    first.splice(first.findIndex((other) => compare(item, other) < 0), 0, item)
    first.pop()
  }
  return first
}

function startsLike(text: string, wanted: string): boolean {
  return text.toLowerCase().startsWith(wanted)
}

function countOf(counts: Iterable<readonly [string, number]>, wanted: string): number {
  for (const [text, count] of counts) if (text === wanted) return count
  return 0
}
