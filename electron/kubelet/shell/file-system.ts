import { assertNever } from '../../../shared/lang/assert-never.ts'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'

/** Why a file operation failed, as errno names it. */
export type FileProblem = 'ENOENT' | 'EISDIR' | 'ENOTDIR' | 'EEXIST' | 'ENOTEMPTY' | 'EROFS' | 'ENOSPC' | 'EBUSY' | 'EINVAL'

/** The C library's words for each. */
export const problemTexts: Readonly<Record<FileProblem, string>> = {
  ENOENT: 'No such file or directory',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
  EBUSY: 'Device or resource busy',
  EINVAL: 'Invalid argument',
}

export interface FileNode {
  readonly kind: 'file'
  /** Asked for at each reading, so that a mounted ConfigMap shows its present value. */
  readonly content: () => Uint8Array
  readonly mode: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

export interface DeviceNode {
  readonly kind: 'device'
  readonly device: 'null' | 'zero'
  readonly mode: number
  readonly modified: number
}

/** A directory's own entries change in place, which is how containers of a pod share a volume. */
export interface DirectoryNode {
  readonly kind: 'directory'
  readonly entries: Map<string, Node>
  readonly mode: number
  readonly modified: number
  /** The contents of a mounted ConfigMap or Secret, asked for at each look; nothing may be written. */
  readonly projected?: () => ReadonlyMap<string, Node>
}

export type Node = FileNode | DeviceNode | DirectoryNode

/** What a container may write, in bytes, all its files together. */
const maxBytes = 256 * 1024 * 1024

export function createDirectory(modified: number, mode = 0o755): DirectoryNode {
  return { kind: 'directory', entries: new Map(), mode, modified }
}

export function createFile(content: string | Uint8Array | (() => Uint8Array), modified: number, mode = 0o644): FileNode {
  if (typeof content === 'function') return { kind: 'file', content, mode, modified }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { kind: 'file', content: () => bytes, mode, modified }
}

/** A read-only directory whose files come from a callback: name to content. */
export function createProjectedDirectory(files: () => Readonly<Record<string, Uint8Array>>, modified: number): DirectoryNode {
  const projected = () => new Map(Object.entries(files()).map(([name, bytes]) => [name, createFile(bytes, modified)]))
  return { kind: 'directory', entries: new Map(), mode: 0o777, modified, projected }
}

/** An absolute path without `.`, `..` and doubled slashes. */
export function resolvePath(cwd: string, path: string): string {
  const parts: string[] = []
  for (const part of `${path.startsWith('/') ? '' : cwd}/${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The files of one container. Paths are absolute, as `resolvePath` makes them. */
export interface FileSystem {
  find(path: string): Result<Node, FileProblem>
  /** Names in order. */
  list(path: string): Result<readonly string[], FileProblem>
  /** Whether a process may work in the directory. */
  enter(path: string): Result<void, FileProblem>
  read(path: string): Result<Uint8Array, FileProblem>
  /** Writes a whole file, keeping the mode of one that is there. */
  write(path: string, bytes: Uint8Array, mode?: number): Result<void, FileProblem>
  append(path: string, bytes: Uint8Array): Result<void, FileProblem>
  makeDirectory(path: string, mode?: number): Result<void, FileProblem>
  /** Of a directory only an empty one. */
  remove(path: string): Result<void, FileProblem>
  rename(from: string, to: string): Result<void, FileProblem>
  setMode(path: string, mode: number): Result<void, FileProblem>
  touch(path: string): Result<void, FileProblem>
}

/** Works on the tree under `root`; `now` gives the time of changes in milliseconds. */
export function createFileSystem(root: DirectoryNode, now: () => number): FileSystem {
  let written = 0

  const entriesOf = (node: DirectoryNode): ReadonlyMap<string, Node> => node.projected?.() ?? node.entries
  const find = (path: string): Result<Node, FileProblem> => {
    let node: Node = root
    for (const part of path.split('/').filter((name) => name !== '')) {
      if (node.kind !== 'directory') return fail('ENOTDIR')
      const next: Node | undefined = entriesOf(node).get(part)
      if (next === undefined) return fail('ENOENT')
      node = next
    }
    return ok(node)
  }
  const findDirectory = (path: string): Result<DirectoryNode, FileProblem> => {
    const found = find(path)
    if (!found.ok) return found
    return found.value.kind === 'directory' ? ok(found.value) : fail('ENOTDIR')
  }
  const findWritable = (path: string): Result<DirectoryNode, FileProblem> => {
    const found = findDirectory(path)
    return found.ok && found.value.projected !== undefined ? fail('EROFS') : found
  }
  const sizeOf = (node: Node | undefined): number => (node?.kind === 'file' ? node.content().length : 0)
  const put = (path: string, node: Node): Result<void, FileProblem> => {
    if (path === '/') return fail('EBUSY')
    const parent = findWritable(parentOf(path))
    if (!parent.ok) return parent
    const growth = sizeOf(node) - sizeOf(parent.value.entries.get(nameOf(path)))
    if (written + growth > maxBytes) return fail('ENOSPC')
    written += growth
    parent.value.entries.set(nameOf(path), node)
    return ok(undefined)
  }
  const write = (path: string, bytes: Uint8Array, mode?: number): Result<void, FileProblem> => {
    const found = find(path)
    if (!found.ok) return found.error === 'ENOENT' && path !== '/' ? put(path, createFile(bytes, now(), mode ?? 0o644)) : found
    switch (found.value.kind) {
      case 'directory': return fail('EISDIR')
      case 'device': return ok(undefined)
      case 'file': return put(path, createFile(bytes, now(), mode ?? found.value.mode))
      default: return assertNever(found.value)
    }
  }
  const read = (path: string): Result<Uint8Array, FileProblem> => {
    const found = find(path)
    if (!found.ok) return found
    switch (found.value.kind) {
      case 'directory': return fail('EISDIR')
      case 'device': return ok(new Uint8Array())
      case 'file': return ok(found.value.content())
      default: return assertNever(found.value)
    }
  }
  const remove = (path: string): Result<void, FileProblem> => {
    const found = find(path)
    if (!found.ok) return found
    const parent = findWritable(parentOf(path))
    if (!parent.ok) return parent
    if (path === '/' || (found.value.kind === 'directory' && found.value.projected !== undefined)) return fail('EBUSY')
    if (found.value.kind === 'directory' && found.value.entries.size > 0) return fail('ENOTEMPTY')
    written -= sizeOf(found.value)
    parent.value.entries.delete(nameOf(path))
    return ok(undefined)
  }
  const change = (path: string, changed: { readonly mode?: number }): Result<void, FileProblem> => {
    const found = find(path)
    if (!found.ok) return found
    return path === '/' ? ok(undefined) : put(path, { ...found.value, modified: now(), ...changed })
  }

  return {
    find,
    list: (path) => {
      const found = findDirectory(path)
      return found.ok ? ok([...entriesOf(found.value).keys()].sort()) : found
    },
    enter: (path) => {
      const found = findDirectory(path)
      return found.ok ? ok(undefined) : found
    },
    read,
    write,
    append: (path, bytes) => {
      const old = read(path)
      if (!old.ok) return old.error === 'ENOENT' ? write(path, bytes) : old
      const whole = new Uint8Array(old.value.length + bytes.length)
      whole.set(old.value)
      whole.set(bytes, old.value.length)
      return write(path, whole)
    },
    makeDirectory: (path, mode) => (find(path).ok ? fail('EEXIST') : put(path, createDirectory(now(), mode))),
    remove,
    rename: (from, to) => {
      const found = find(from)
      if (!found.ok) return found
      if (to === from) return ok(undefined)
      if (`${to}/`.startsWith(`${from}/`)) return fail('EINVAL')
      const source = findWritable(parentOf(from))
      if (!source.ok) return source
      const there = find(to)
      if (there.ok && there.value.kind === 'directory') {
        if (found.value.kind !== 'directory') return fail('EISDIR')
        if (there.value.entries.size > 0) return fail('ENOTEMPTY')
      }
      const moved = put(to, found.value)
      if (!moved.ok) return moved
      source.value.entries.delete(nameOf(from))
      written -= sizeOf(found.value)
      return ok(undefined)
    },
    setMode: (path, mode) => change(path, { mode }),
    touch: (path) => {
      const touched = change(path, {})
      return !touched.ok && touched.error === 'ENOENT' ? write(path, new Uint8Array()) : touched
    },
  }
}
