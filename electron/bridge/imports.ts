import type { ImportProgress, ImportReport, ImportSource } from '../../shared/ipc/contract.ts'
import type { ApplyOptions, Cluster } from '../cluster/index.ts'
import type { ManifestDocument, ManifestReader, ReadOptions } from '../manifest/index.ts'
import { refusedPlaces, reportImport, type Answer } from './import-report.ts'

/** How many imports wait to be mended at a time. */
const KEPT = 8
/** At most so often is progress told. */
const PROGRESS_MS = 50

export interface Imports {
  /** Reads and applies; all or nothing, unless the retry says to leave out what is refused. Rejects when cancelled. */
  run(source: ImportSource, namespace: string | undefined, tell: (progress: ImportProgress) => void): Promise<ImportReport>
  cancel(id: string): void
  /** How many have ended. */
  ended(): number
}

interface Parts {
  readonly cluster: Cluster
  readonly reader: ManifestReader
  /** The paths behind a token of the window. */
  readonly paths: (token: string) => readonly string[] | undefined
  readonly makeId: () => string
}

/** Imports of manifests, each with an id under which it can be cancelled, and mended when it was held back. */
export function createImports({ cluster, reader, paths, makeId }: Parts): Imports {
  const held = new Map<string, readonly ManifestDocument[]>()
  const running = new Map<string, AbortController>()
  let ended = 0

  const read = async (source: ImportSource, options: ReadOptions): Promise<readonly ManifestDocument[]> => {
    if (source.kind === 'text') return (await reader.readManifestText(source.name, source.text, options)).documents
    if (source.kind === 'files') {
      const given = paths(source.token)
      if (given === undefined) throw new Error('the files are not known any more: drop them again')
      return (await reader.readManifests(given, options)).documents
    }
    const before = held.get(source.id)
    if (before === undefined) throw new Error('the import is not known any more: drop the files again')
    const mended = await Promise.all(before.map((document, place) => {
      const text = source.edits[place]
      return text === undefined ? Promise.resolve([document]) : readEdited(reader, document, text, options)
    }))
    return mended.flat()
  }

  const ask = async (documents: readonly ManifestDocument[], places: readonly number[], dryRun: boolean, options: ApplyOptions): Promise<Answer> => {
    const report = await cluster.apply(places.map((place) => documents[place]!.object!), {
      ...options,
      dryRun,
      source: (place) => documents[places[place]!]!.file,
    })
    return { ...report, places }
  }

  /** All or nothing: what can't be read keeps the rest from being written. The answer is the only one. */
  const applyAll = async (documents: readonly ManifestDocument[], options: ApplyOptions): Promise<readonly Answer[]> => {
    const readable = placesOfObjects(documents)
    return [await ask(documents, readable, readable.length < documents.length, options)]
  }

  /** What can't be applied is left out; that may take others along (a namespace its pods), so what remains is asked again. */
  const applyOthers = async (documents: readonly ManifestDocument[], options: ApplyOptions): Promise<readonly Answer[]> => {
    const answers: Answer[] = []
    let places = placesOfObjects(documents)
    while (places.length > 0) {
      const answer = await ask(documents, places, false, options)
      answers.push(answer)
      const refused = refusedPlaces(answer)
      if (answer.applied || refused.size === 0) break
      places = places.filter((place) => !refused.has(place))
    }
    return answers
  }

  return {
    async run(source, namespace, tell) {
      const id = makeId()
      const abort = new AbortController()
      running.set(id, abort)
      let told = 0
      const progressOf = (stage: ImportProgress['stage']) => (done: number, total: number) => {
        if (Date.now() - told < PROGRESS_MS) return
        told = Date.now()
        tell({ id, done, total, stage })
      }
      tell({ id, done: 0, total: 0, stage: 'reading' })
      try {
        const documents = await read(source, { signal: abort.signal, onProgress: progressOf('reading') })
        abort.signal.throwIfAborted()
        tell({ id, done: 0, total: documents.length, stage: 'applying' })
        const applying = progressOf('applying')
        const options = { ...(namespace === undefined ? {} : { namespace }), signal: abort.signal, onProgress: (done: number) => applying(done, documents.length) }
        const report = reportImport(id, documents, await (source.kind === 'retry' && source.leaveOutRefused ? applyOthers : applyAll)(documents, options))
        // Until here a cancelled retry can be tried again.
        if (source.kind === 'retry') held.delete(source.id)
        if (!report.applied) {
          held.set(id, documents)
          if (held.size > KEPT) held.delete(held.keys().next().value!)
        }
        return report
      } finally {
        running.delete(id)
        ended++
      }
    },
    cancel: (id) => running.get(id)?.abort(new Error('the import was cancelled; nothing was applied')),
    ended: () => ended,
  }
}

function placesOfObjects(documents: readonly ManifestDocument[]): readonly number[] {
  return documents.flatMap((document, place) => (document.object === undefined ? [] : [place]))
}

/** Reads a document's mended text and puts what it says back to the document's place in its file. */
async function readEdited(reader: ManifestReader, before: ManifestDocument, text: string, options: ReadOptions): Promise<readonly ManifestDocument[]> {
  const { documents } = await reader.readManifestText(before.file, text, options)
  const down = before.line - 1
  return documents.map((document) => ({
    ...document,
    index: before.index + document.index,
    line: document.line + down,
    errors: document.errors.map((error) => (error.position === undefined ? error : { ...error, position: { ...error.position, line: error.position.line + down } })),
  }))
}
