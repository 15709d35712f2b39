import type { DocumentError } from '../../shared/ipc/contract.ts'
import { type FieldError, formatFieldError } from '../../shared/model/index.ts'
import { errorAt, type ManifestDocument } from '../manifest/index.ts'

interface Refusal {
  readonly message: string
  readonly fieldErrors: readonly FieldError[]
  /** The field that the message as a whole is about, if it is about one. */
  readonly field?: string | undefined
}

/** Where a refusal is mended that names no field, by its words. */
const FIELDS: readonly (readonly [words: RegExp, field: string])[] = [
  [/^namespaces "[^"]*" not found$/, 'metadata.namespace'],
  [/^the namespace from the provided object /, 'metadata.namespace'],
  [/no matches for kind /, 'kind'],
]

/** Why the cluster refused a document's object, each error where it stands in the text. */
export function explainRefusal(document: ManifestDocument, { message, fieldErrors, field }: Refusal): readonly DocumentError[] {
  if (fieldErrors.length > 0) return fieldErrors.map((error) => errorAt(document, pathOf(document.object, error), formatFieldError(error)))
  const about = field ?? FIELDS.find(([words]) => words.test(message))?.[1]
  return [about === undefined ? { message } : errorAt(document, about, message)]
}

/** Errors of labels and annotations name the map alone: what is to be mended is the entry with the key or value that is wrong. */
function pathOf(object: unknown, { field, badValue }: FieldError): string {
  if (typeof badValue !== 'string') return field
  let at = object
  for (const step of field.split('.')) at = typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined
  if (typeof at !== 'object' || at === null || Array.isArray(at)) return field
  const wrong = Object.entries(at).find(([key, value]) => key === badValue || value === badValue)
  return wrong === undefined ? field : `${field}[${wrong[0]}]`
}
