import type { DocumentError } from '../../shared/ipc/contract.ts'
import type { KubeObject } from '../../shared/model/index.ts'

/** One document of what was dropped or pasted; an item of a `List` is a document of its own. */
export interface ManifestDocument {
  /** Path as the person knows it: begins with the name of what was dropped, with `/`. */
  readonly file: string
  /** Place among the file's documents, from 0. */
  readonly index: number
  /** Line of the file that `text` begins on, from 1. */
  readonly line: number
  /** The document's own text; parsing it alone gives `object` again. '' when the file itself could not be read. */
  readonly text: string
  /** Columns of the file left out before the first and before every other line of `text`. Absent when `text` is not the file's own but written anew. */
  readonly cut?: { readonly first: number; readonly rest: number }
  /** Present exactly when `errors` is empty: `apiVersion`, `kind` and `metadata` are there, all else is as written. */
  readonly object?: KubeObject
  readonly errors: readonly DocumentError[]
  readonly warnings: readonly string[]
}
