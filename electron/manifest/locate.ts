import type { DocumentError, SourcePosition } from '../../shared/ipc/contract.ts'
import { parseFieldPath } from './field-path.ts'
import { indexLines } from './line-index.ts'
import type { ManifestDocument } from './manifest-document.ts'
import { readTree } from './read-chunk.ts'
import type { SourceNode } from './source-node.ts'

/** Reading a larger text again would hold up the thread that asks. */
const largestReread = 128 * 1024

interface Reading {
  readonly document: ManifestDocument
  readonly root: SourceNode | undefined
}

let last: Reading | undefined

/** One document's errors are located one after another: it is read once for all of them. */
function readAgain(document: ManifestDocument): SourceNode | undefined {
  if (last?.document !== document) last = { document, root: document.text.length > largestReread ? undefined : readTree(document.text).roots[0] }
  return last.root
}

/**
 * Where a field stands in the file: `spec.containers[0].name` gives its value, a mapping or list its key; a field that is
 * not written gives the nearest one around it that is. Undefined when the document's file could not be read.
 */
export function locate(document: ManifestDocument, fieldPath: string): SourcePosition | undefined {
  if (document.text === '') return undefined
  const root = document.cut === undefined ? undefined : readAgain(document)
  if (root === undefined || document.cut === undefined) return { file: document.file, line: document.line, column: (document.cut?.first ?? 0) + 1 }
  const { line, column } = indexLines(document.text).placeAt(offsetOf(root, parseFieldPath(fieldPath)))
  return { file: document.file, line: document.line + line - 1, column: column + (line === 1 ? document.cut.first : document.cut.rest) }
}

/** An error about a field, ready for the report: with its place and the text of its line. */
export function errorAt(document: ManifestDocument, fieldPath: string, message: string): DocumentError {
  const position = locate(document, fieldPath)
  if (position === undefined) return { message }
  if (document.cut === undefined) return { message, position }
  const row = position.line - document.line
  const cut = row === 0 ? document.cut.first : document.cut.rest
  // Far out on a line of JSON the text before the place is longer than anyone reads.
  return cut > 2_000 ? { message, position } : { message, position, line: ' '.repeat(cut) + indexLines(document.text).lineText(row + 1) }
}

function offsetOf(root: SourceNode, steps: readonly string[]): number {
  let node = root
  let offset = root.start
  for (const step of steps) {
    const entry = node.entries?.get(step)
    const item = node.items?.[Number(step)]
    if (entry === undefined && item === undefined) break
    node = entry?.node ?? item ?? node
    offset = entry === undefined || node.height === 0 ? node.start : entry.keyStart
  }
  return offset
}
