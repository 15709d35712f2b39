import type { DocumentError } from '../../shared/ipc/contract.ts'
import { type FieldError, formatFieldError } from '../../shared/model/index.ts'
import { errorAt, type ManifestDocument } from '../manifest/index.ts'

interface Refusal {
  readonly message: string
  readonly fieldErrors: readonly FieldError[]
  /** The field that the message as a whole is about, if it is about one. */
  readonly field?: string | undefined
}

/** Why the cluster refused a document's object, each error where it stands in the text. */
export function explainRefusal(document: ManifestDocument, { message, fieldErrors, field }: Refusal): readonly DocumentError[] {
  if (fieldErrors.length > 0) return fieldErrors.map((error) => errorAt(document, error.field, formatFieldError(error)))
  return [field === undefined ? { message } : errorAt(document, field, message)]
}
