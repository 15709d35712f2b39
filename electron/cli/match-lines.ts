import type { StringMap } from '../../shared/model/index.ts'
import { matches, parseSelector } from '../../shared/selector/index.ts'

export type Answer = { readonly match: boolean } | { readonly error: string }

/** Answers `{"selector": "...", "labels": {...}}`; a bad selector's error is Kubernetes' own text. */
export function answerLine(line: string): Answer {
  let question: unknown
  try {
    question = JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return { error: `not JSON: ${error.message}` }
    throw error
  }
  if (!isMap(question)) return { error: 'not an object with "selector" and "labels"' }
  const { selector, labels } = question
  if (typeof selector !== 'string') return { error: '"selector" must be a string' }
  if (!isStringMap(labels)) return { error: '"labels" must be an object of strings' }
  const parsed = parseSelector(selector)
  return parsed.ok ? { match: matches(parsed.value, labels) } : { error: parsed.error.message }
}

/** Answers every line of a stream of text as soon as it has come in, in pieces of whole lines. */
export async function* answerLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  // Pieces of a line that has not ended yet; joined once, so that a long line costs no more than its length.
  let begun: string[] = []
  for await (const chunk of chunks) {
    const [first = '', ...rest] = chunk.split('\n')
    begun.push(first)
    const last = rest.pop()
    if (last === undefined) continue
    yield [begun.join(''), ...rest].map(formatAnswer).join('')
    begun = [last]
  }
  const tail = begun.join('')
  if (tail !== '') yield formatAnswer(tail)
}

function formatAnswer(line: string): string {
  return `${JSON.stringify(answerLine(line))}\n`
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isStringMap(value: unknown): value is StringMap {
  return isMap(value) && Object.values(value).every((item) => typeof item === 'string')
}
