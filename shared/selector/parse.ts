import { fail, ok, type Result } from '../lang/result.ts'
import { byteLength } from '../model/index.ts'
import { diagnose } from './diagnose.ts'
import { type GrammarError, parseTokens } from './grammar.ts'
import type { ParsedRequirement, ParsedSelector } from './selector.ts'
import { applyEdit, type Diagnosis, diffTexts, type Edit, type SelectorError } from './selector-error.ts'
import { scanSelector, type Token } from './tokens.ts'

/** Longest selector that is read, in bytes of UTF-8. */
export const MAX_SELECTOR_BYTES = 10 * 1024

// More slips than this in one line are not mended with one key.
const MAX_SLIPS = 8

/**
 * Reads a label selector exactly as `kubectl -l` (apimachinery 1.32 `labels.Parse`) does; text without a requirement
 * selects everything. Takes time linear in the length of the text.
 */
export function parseSelector(text: string): Result<ParsedSelector, SelectorError> {
  const bytes = byteLength(text)
  if (bytes > MAX_SELECTOR_BYTES) {
    const message = `the selector is ${bytes} bytes long, at most ${MAX_SELECTOR_BYTES} are read`
    return fail({ message, offset: 0, end: text.length, hint: 'selector-too-long' })
  }
  const outcome = read(text)
  if (outcome.ok) return ok({ selects: 'matching', requirements: outcome.requirements })
  const { tokens, error } = outcome
  const token = tokens[error.at]
  const diagnosis = diagnose(text, tokens, error)
  const fix = findFix(text, diagnosis)
  return fail({
    message: error.message, offset: token?.from ?? text.length, end: token?.to ?? text.length, hint: diagnosis.hint, ...(fix === undefined ? {} : { fix }),
  })
}

type Outcome =
  | { readonly ok: true; readonly requirements: readonly ParsedRequirement[] }
  | { readonly ok: false; readonly tokens: readonly Token[]; readonly error: GrammarError }

function read(text: string): Outcome {
  const tokens = scanSelector(text)
  const parsed = parseTokens(tokens)
  return parsed.ok ? { ok: true, requirements: parsed.value } : { ok: false, tokens, error: parsed.error }
}

/** Mends one slip after the other until the text parses; undefined when some slip has no mend. */
function findFix(text: string, first: Diagnosis): Edit | undefined {
  let mended = text
  let diagnosis = first
  for (let slip = 0; slip < MAX_SLIPS; slip++) {
    if (diagnosis.fix === undefined) return undefined
    mended = applyEdit(mended, diagnosis.fix)
    const outcome = read(mended)
    if (outcome.ok) return slip === 0 ? diagnosis.fix : diffTexts(text, mended)
    diagnosis = diagnose(mended, outcome.tokens, outcome.error)
  }
  return undefined
}
