import { quoteGo } from '../../shared/model/index.ts'
import { applyEdit, type SelectorError } from '../../shared/selector/index.ts'

const LONGEST_SHOWN = 200

/** A wrong selector as kubectl reports it, with a caret under the place and the text that would do. */
export function formatSelectorError(text: string, error: SelectorError): string {
  const report = `error: the provided selector ${quoteGo(text)} is not valid: ${error.message}\n`
  if (text.length > LONGEST_SHOWN) return report
  const shown = text.replace(/[\t\r\n\v\f]/g, ' ')
  const caret = `${' '.repeat(error.offset)}${'^'.repeat(Math.max(1, error.end - error.offset))}`
  const mended = error.fix === undefined ? '' : `did you mean: ${applyEdit(text, error.fix)}\n`
  return `${report}  ${shown}\n  ${caret}\n${mended}`
}
