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

/** What was read: in order of the paths given, files of a folder by name, then of place in the file. */
export interface ManifestSet {
  readonly documents: readonly ManifestDocument[]
}

export interface ManifestLimits {
  readonly documentBytes: number
  /** All files of one drop together. */
  readonly dropBytes: number
  readonly files: number
  readonly folderDepth: number
  /** How long the parser may take over one document. */
  readonly documentMs: number
  /** Heap of one parsing thread. */
  readonly workerMegabytes: number
}

/** The API server takes requests of up to 3 MiB. */
export const defaultLimits: ManifestLimits = {
  documentBytes: 3 * 1024 * 1024,
  dropBytes: 20 * 1024 * 1024,
  files: 10_000,
  folderDepth: 32,
  documentMs: 2_000,
  workerMegabytes: 256,
}

export interface ReadOptions {
  /** Aborting rejects the call with the signal's reason. */
  readonly signal?: AbortSignal
  /** Documents parsed, of those found so far. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface ManifestReader {
  /** Reads files and folders (recursively). Rejects only when aborted: what cannot be read is a document with an error. */
  readManifests(paths: readonly string[], options?: ReadOptions): Promise<ManifestSet>
  /** Reads text typed or pasted; `name` stands for the file in every position. */
  readManifestText(name: string, text: string, options?: ReadOptions): Promise<ManifestSet>
  /** Ends the parsing threads. They are started when needed, end by themselves when idle, and never keep the process alive. */
  close(): Promise<void>
}
