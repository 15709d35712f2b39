import { type FileProblem, type FileSystem, parentOf, resolvePath } from '../shell/file-system.ts'
import { ok, type Result } from '../../../shared/lang/result.ts'
import type { Change } from './act.ts'

/** Where every image has files of its own that are not known here. */
const inImage = /^\/(?:bin|boot|dev|etc|lib|lib64|opt|proc|root|sbin|srv|sys|usr|var|docker-entrypoint)(?:\/|$)|^\/tmp$|^\/$/

/** Most that a file holds, in bytes: what is written over and over must end somewhere. */
const longestFile = 65_536

/** The files of a container that is run ahead, where not all that its image and its volumes hold is known: there is room everywhere, and what its image may hold is empty. */
export function createPlannedFiles(files: FileSystem, tell: (change: Change) => void): FileSystem {
  const ensure = (path: string): Result<void, FileProblem> => {
    if (files.find(path).ok) return files.enter(path)
    const above = ensure(parentOf(path))
    return above.ok ? files.makeDirectory(path) : above
  }
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
  /** Tells of a path and all under it. */
  const tellOf = (path: string, there: boolean) => {
    const found = files.find(path)
    if (!found.ok) return
    if (found.value.kind !== 'directory') return tell({ path, text: there && found.value.kind === 'file' ? textOf(found.value.content()) : undefined, added: false })
    tell({ path: `${path}/`, text: there ? '' : undefined, added: false })
    for (const name of found.value.entries.keys()) tellOf(resolvePath(path, name), there)
  }
  const write: FileSystem['write'] = (path, bytes, mode) => {
    const above = ensure(parentOf(path))
    if (!above.ok) return above
    const written = files.write(path, bytes.subarray(0, longestFile), mode)
    if (written.ok && files.find(path).ok) tellOf(path, true)
    return written
  }
  return {
    ...files,
    list: (path) => {
      const listed = files.list(path)
      return !listed.ok && listed.error === 'ENOENT' && inImage.test(path) ? ok([]) : listed
    },
    enter: ensure,
    read: (path) => {
      const bytes = files.read(path)
      return !bytes.ok && bytes.error === 'ENOENT' && inImage.test(path) ? ok(new Uint8Array()) : bytes
    },
    write,
    append: (path, bytes) => {
      const found = files.find(path)
      if (!found.ok) return write(path, bytes)
      const room = found.value.kind === 'file' ? longestFile - found.value.content().length : 0
      const appended = files.append(path, bytes.subarray(0, room))
      if (appended.ok && found.value.kind === 'file' && room > 0 && bytes.length > 0) tell({ path, text: textOf(bytes.subarray(0, room)), added: true })
      return appended
    },
    makeDirectory: (path, mode) => {
      const above = ensure(parentOf(path))
      if (!above.ok) return above
      const made = files.makeDirectory(path, mode)
      if (made.ok) tellOf(path, true)
      return made
    },
    remove: (path) => {
      const found = files.find(path)
      const removed = files.remove(path)
      if (removed.ok && found.ok) tell({ path: found.value.kind === 'directory' ? `${path}/` : path, text: undefined, added: false })
      return removed
    },
    rename: (from, to) => {
      const above = ensure(parentOf(to))
      if (!above.ok) return above
      const found = files.find(from)
      const moved = files.rename(from, to)
      if (moved.ok && found.ok) {
        tellOf(to, true)
        tell({ path: found.value.kind === 'directory' ? `${from}/` : from, text: undefined, added: false })
      }
      return moved
    },
    touch: (path) => {
      if (files.find(path).ok) return files.touch(path)
      return write(path, new Uint8Array())
    },
  }
}
