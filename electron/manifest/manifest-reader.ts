import { createBatcher, type Batcher, type ReadOptions } from './batcher.ts'
import { decodeText } from './decode-text.ts'
import { collectDocuments, refuseFile } from './collect-documents.ts'
import { findFiles, formatMebibytes, type FoundFile } from './find-files.ts'
import { defaultLimits, type ManifestLimits } from './limits.ts'
import type { ManifestDocument } from './manifest-document.ts'
import { refuseChunk, type ChunkAnswer } from './parse-batch.ts'
import { createParserThreads } from './parser-threads.ts'
import { readFileBytes } from './read-file.ts'
import { splitDocuments } from './split-documents.ts'

/** What was read: in order of the paths given, files of a folder by name, then of place in the file. */
export interface ManifestSet {
  readonly documents: readonly ManifestDocument[]
}

export interface ManifestReader {
  /** Reads files and folders (recursively). What cannot be read is a document with an error: rejects only when aborted, or when no parsing thread can be started. */
  readManifests(paths: readonly string[], options?: ReadOptions): Promise<ManifestSet>
  /** Reads text typed or pasted; `name` stands for the file in every position. */
  readManifestText(name: string, text: string, options?: ReadOptions): Promise<ManifestSet>
  /** Ends the parsing threads. They are started when needed, end by themselves when idle, and never keep the process alive. */
  close(): Promise<void>
}

/** Files read at the same time. */
const readAtOnce = 8

/** A reader whose parsing runs in threads started from `workerFile`, the bundle of `worker.ts`. `limits` replace the defaults one by one. */
export function createManifestReader({ workerFile, limits: own }: { readonly workerFile: string; readonly limits?: Partial<ManifestLimits> }): ManifestReader {
  const limits = { ...defaultLimits, ...own }
  const threads = createParserThreads(workerFile, limits)

  async function readText(file: string, text: string, batcher: Batcher): Promise<readonly ManifestDocument[]> {
    const parts = splitDocuments(text)
    const answers = await Promise.all(parts.map((part) => readPart(part.text, batcher)))
    return collectDocuments(file, parts, answers)
  }

  async function readPart(text: string, batcher: Batcher): Promise<ChunkAnswer> {
    const bytes = text.length * 3 > limits.documentBytes ? Buffer.byteLength(text) : 0
    if (bytes <= limits.documentBytes) return batcher.add(text)
    return [refuseChunk(`Request entity too large: limit is ${limits.documentBytes}. The document has ${formatMebibytes(bytes)}`)]
  }

  /** Opens and decodes at once; the documents come when their batches are answered. */
  async function readFound(found: FoundFile, batcher: Batcher): Promise<() => Promise<readonly ManifestDocument[]>> {
    const refuse = (message: string, place?: { readonly line: number; readonly column: number }) => () => Promise.resolve([refuseFile(found.file, message, place)])
    if (found.kind === 'fault') return refuse(found.message)
    const bytes = await readFileBytes(found.path, found.file, limits.dropBytes)
    if (!bytes.ok) return refuse(bytes.error)
    const text = decodeText(bytes.value)
    if (!text.ok) return refuse(text.error.message, text.error.place)
    const documents = readText(found.file, text.value, batcher)
    documents.catch(() => undefined)
    return async () => {
      const read = await documents
      return read.length === 0 && found.folder === undefined ? [refuseFile(found.file, describeNothing(text.value))] : read
    }
  }

  async function readFiles(paths: readonly string[], options: ReadOptions): Promise<ManifestSet> {
    const files = await findFiles(paths, limits, options.signal)
    const batcher = createBatcher(threads, options)
    const reads: (() => Promise<readonly ManifestDocument[]>)[] = []
    const waiting = files.entries()
    await Promise.all(Array.from({ length: readAtOnce }, async () => {
      for (const [place, found] of waiting) {
        options.signal?.throwIfAborted()
        reads[place] = await readFound(found, batcher)
      }
    }))
    batcher.flush()
    const documents = await Promise.all(reads.map((read) => read()))
    return { documents: [...documents.flat(), ...refuseEmptyFolders(files, documents)] }
  }

  async function readPasted(name: string, text: string, options: ReadOptions): Promise<ManifestSet> {
    if (text.length > limits.dropBytes) return { documents: [refuseFile(name, `the text is longer than ${formatMebibytes(limits.dropBytes)}`)] }
    const batcher = createBatcher(threads, options)
    const reading = readText(name, text.replace(/^\uFEFF/, ''), batcher)
    batcher.flush()
    const documents = await reading
    return { documents: documents.length === 0 ? [refuseFile(name, describeNothing(text))] : documents }
  }

  return {
    readManifests: (paths, options = {}) => untilAborted(options.signal, () => readFiles(paths, options)),
    readManifestText: (name, text, options = {}) => untilAborted(options.signal, () => readPasted(name, text, options)),
    close: () => threads.close(),
  }
}

function describeNothing(text: string): string {
  return text.trim() === '' ? 'no objects passed to apply: the file is empty' : 'no objects passed to apply: there is nothing in it but comments and empty documents'
}

/** Files of comments are passed over in a folder, unless there is nothing else in it. */
function refuseEmptyFolders(files: readonly FoundFile[], documents: readonly (readonly ManifestDocument[])[]): readonly ManifestDocument[] {
  const counts = new Map<string, number>()
  for (const [place, found] of files.entries()) {
    if (found.kind === 'file' && found.folder !== undefined) counts.set(found.folder, (counts.get(found.folder) ?? 0) + (documents[place]?.length ?? 0))
  }
  return [...counts].filter(([, count]) => count === 0).map(([folder]) => refuseFile(folder, 'no objects passed to apply: there is nothing in these manifests but comments'))
}

/** Rejects with the signal's reason as soon as it is aborted, whatever the work is at. */
async function untilAborted<Value>(signal: AbortSignal | undefined, start: () => Promise<Value>): Promise<Value> {
  if (signal === undefined) return start()
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    void start().then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
