import type { DocumentError } from '../../shared/ipc/contract.ts'
import type { KubeObject } from '../../shared/model/index.ts'
import type { ManifestDocument } from './manifest-document.ts'
import type { ChunkAnswer } from './parse-batch.ts'
import type { ChunkDocument } from './read-chunk.ts'
import type { DocumentText } from './split-documents.ts'

/** The documents of one file out of the answers for its parts: lines of a part become lines of the file. */
export function collectDocuments(file: string, parts: readonly DocumentText[], answers: readonly ChunkAnswer[]): readonly ManifestDocument[] {
  const documents: ManifestDocument[] = []
  for (const [place, part] of parts.entries()) {
    for (const read of answers[place] ?? []) documents.push(placeDocument(file, documents.length, part, read))
  }
  return documents
}

function isKubeObject(value: unknown): value is KubeObject {
  return typeof value === 'object' && value !== null && 'kind' in value && 'apiVersion' in value && 'metadata' in value
}

function placeDocument(file: string, index: number, part: DocumentText, read: ChunkDocument): ManifestDocument {
  const above = part.line - 1
  const errors = read.errors.map(({ message, line, column, lineText, fix }): DocumentError => ({
    message, position: { file, line: above + line, column }, line: lineText, ...(fix === undefined ? {} : { fix }),
  }))
  return {
    file,
    index,
    line: above + read.line,
    text: read.text ?? part.text,
    ...(read.cut === undefined ? {} : { cut: read.cut }),
    ...(isKubeObject(read.object) ? { object: read.object } : {}),
    errors,
    warnings: read.warnings.map(({ message, line }) => `line ${above + line}: ${message}`),
  }
}

/** What could not be read at all: one document with one error. */
export function refuseFile(file: string, message: string, place?: { readonly line: number; readonly column: number }): ManifestDocument {
  const error = place === undefined ? { message } : { message, position: { file, ...place } }
  return { file, index: 0, line: 1, text: '', errors: [error], warnings: [] }
}
