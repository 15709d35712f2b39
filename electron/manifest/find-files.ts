import { lstat, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Stats } from 'node:fs'
import type { ManifestLimits } from './limits.ts'

/** A file to read, or a thing that was dropped and cannot be: each in its place. */
export type FoundFile =
  | { readonly kind: 'file'; readonly file: string; readonly path: string; readonly folder: string | undefined }
  | { readonly kind: 'fault'; readonly file: string; readonly message: string }

/** Names looked at in one drop: enough for any project, not for a disk. */
const mostNames = 200_000
const lookAtOnce = 64

/** The files among `paths` and, by name, in their folders: those with a manifest's extension; hidden ones are passed over. Sizes are added up before anything is read. */
export async function findFiles(paths: readonly string[], limits: ManifestLimits, signal: AbortSignal | undefined): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  let files = 0
  let bytes = 0
  let names = 0

  async function look(path: string, file: string, folder: string | undefined, depth: number, known?: Stats | Error): Promise<void> {
    signal?.throwIfAborted()
    const stats = known ?? await statOf(path)
    if (stats instanceof Error) found.push({ kind: 'fault', file, message: describeFailure(stats, file) })
    else if (stats.isDirectory()) await lookInto(path, file, folder, depth)
    else if (!stats.isFile()) addOther(stats, file, folder)
    else if (folder === undefined || isManifestName(file)) addFile(path, file, folder, stats.size)
  }

  function addOther(stats: Stats, file: string, folder: string | undefined): void {
    if (folder === undefined || isManifestName(file)) found.push({ kind: 'fault', file, message: describeOther(stats) })
  }

  function addFile(path: string, file: string, folder: string | undefined, size: number): void {
    bytes += size
    files++
    if (bytes > limits.dropBytes) throw new TooMuch(file, `with this file the drop comes to more than ${formatMebibytes(limits.dropBytes)}; drop fewer files at a time`)
    if (files > limits.files) throw new TooMuch(file, `with this file the drop comes to more than ${limits.files} files; drop fewer at a time`)
    found.push({ kind: 'file', file, path, folder })
  }

  async function lookInto(path: string, file: string, folder: string | undefined, depth: number): Promise<void> {
    if (depth === limits.folderDepth) {
      found.push({ kind: 'fault', file, message: `folders are nested deeper than ${limits.folderDepth} levels` })
      return
    }
    const entries = await readdir(path).catch((error: NodeJS.ErrnoException) => error)
    if (entries instanceof Error) {
      found.push({ kind: 'fault', file, message: describeFailure(entries, file) })
      return
    }
    names += entries.length
    if (names > mostNames) throw new TooMuch(file, `with this folder the drop comes to more than ${mostNames} names; drop a smaller folder`)
    const before = found.length
    const shown = entries.filter((name) => !name.startsWith('.')).toSorted()
    for (let from = 0; from < shown.length; from += lookAtOnce) {
      const some = shown.slice(from, from + lookAtOnce)
      const stats = await Promise.all(some.map((name) => statOf(join(path, name))))
      for (const [place, name] of some.entries()) await look(join(path, name), `${file}/${name}`, folder ?? file, depth + 1, stats[place])
    }
    if (folder === undefined && found.length === before) found.push({ kind: 'fault', file, message: 'there is no manifest in this folder (no .yaml, .yml or .json file)' })
  }

  try {
    for (const path of paths) await look(resolve(path), basename(resolve(path)) || path, undefined, 0)
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return [{ kind: 'fault', file: error.file, message: error.message }]
  }
  return found
}

function statOf(path: string): Promise<Stats | Error> {
  return lstat(path).catch((error: Error) => error)
}

class TooMuch extends Error {
  readonly file: string
  constructor(file: string, message: string) {
    super(message)
    this.file = file
  }
}

function isManifestName(file: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(file)
}

export function formatMebibytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`
}

export const linkMessage = 'this is a symbolic link; drop the file it points to'

/** What a thing is that is neither file nor folder. */
export function describeOther(stats: Stats): string {
  if (stats.isSymbolicLink()) return linkMessage
  if (stats.isFIFO()) return 'this is a pipe, not a file'
  if (stats.isSocket()) return 'this is a socket, not a file'
  return stats.isDirectory() ? 'this is a folder, not a file' : 'this is a device, not a file'
}

export function describeFailure(error: Error & { readonly code?: unknown }, file: string): string {
  switch (error.code) {
    case 'ENOENT': return `the path ${JSON.stringify(file)} does not exist`
    case 'EACCES': case 'EPERM': return 'permission denied'
    case 'ELOOP': case 'EMLINK': return linkMessage
    case 'ENXIO': return 'this is a socket or a device, not a file'
    default: return `could not be read: ${error.message}`
  }
}
