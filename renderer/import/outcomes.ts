import type { DocumentOutcome, DocumentReport } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { markErrors, type CodeMark } from '../code/index.ts'

export const OUTCOMES: readonly DocumentOutcome[] = ['created', 'configured', 'unchanged', 'refused']

/** How many documents came out each way. */
export function countOutcomes(documents: readonly DocumentReport[]): Readonly<Record<DocumentOutcome, number>> {
  const counts = { created: 0, configured: 0, unchanged: 0, refused: 0 }
  for (const { outcome } of documents) counts[outcome]++
  return counts
}

/** `kind/name` of a document, or undefined where it could not be read so far. */
export function nameOf({ object }: DocumentReport): string | undefined {
  return object === undefined ? undefined : formatRef(object)
}

/** Where a document is, or where the first of its errors is: `shop/web.yaml:16:1`. */
export function placeOf({ file, line, errors }: DocumentReport): string {
  const position = errors.find((error) => error.position !== undefined)?.position
  return position === undefined ? `${file}:${line}` : `${position.file}:${position.line}:${position.column}`
}

/** The errors of a document as marks in its own text: their lines count in the file, a mark's in the document. */
export function marksOf({ line, errors }: DocumentReport): readonly CodeMark[] {
  return markErrors(errors, line)
}

/** So many characters of a message are shown before and after what is left out of its middle. */
const SHOWN = 240

/** A message that has room: a value that it quotes may be of any length, and what is wrong with it is said at the end. */
export function clipMessage(message: string): string {
  return message.length <= 2 * SHOWN + 1 ? message : `${message.slice(0, SHOWN)}…${message.slice(-SHOWN)}`
}

/** Whether a refused document has a text that can be mended: a file that is no text has none. */
export function isMendable({ outcome, text }: DocumentReport): boolean {
  return outcome === 'refused' && text !== undefined && text !== ''
}

/** The change of a document's text that mends it, when main knows one. */
export function fixOf({ errors }: DocumentReport): NonNullable<DocumentReport['errors'][number]['fix']> | undefined {
  return errors.find(({ fix }) => fix !== undefined)?.fix
}
