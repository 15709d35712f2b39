import type { ManifestDocument } from '../manifest/index.ts'

/** What could not be read of a document, as `file:line:column: why`, one text an error. */
export function formatDocumentErrors({ file, errors }: Pick<ManifestDocument, 'file' | 'errors'>): readonly string[] {
  return errors.map(({ message, position }) => (position === undefined ? `${file}: ${message}` : `${position.file}:${position.line}:${position.column}: ${message}`))
}
