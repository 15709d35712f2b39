import { type FileProblem, type Node, parentOf, problemTexts, resolvePath } from '../file-system.ts'
import type { Steps } from '../steps.ts'
import { complain, type Flags, parseFlags, pathOf, say, type Tool, type ToolIo } from '../tool.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function formatMode(node: Node): string {
  const kind = node.kind === 'directory' ? 'd' : node.kind === 'device' ? 'c' : '-'
  const bits = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((node.mode >> bit) & 1 ? 'rwxrwxrwx'[8 - bit] ?? '-' : '-'))
  if (node.mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T'
  return kind + bits.join('')
}

function sizeOf(node: Node): number {
  return node.kind === 'file' ? node.content().length : node.kind === 'directory' ? 4096 : 0
}

function formatSize(bytes: number, human: boolean): string {
  if (!human || bytes < 1024) return String(bytes)
  const units = ['K', 'M', 'G']
  let value = bytes
  let unit = -1
  while (value >= 1024 && unit < 2) {
    value /= 1024
    unit += 1
  }
  return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${units[unit]}`
}

function formatLong(names: readonly { readonly name: string; readonly node: Node }[], human: boolean): readonly string[] {
  const sizes = names.map(({ node }) => formatSize(sizeOf(node), human))
  const width = Math.max(0, ...sizes.map((size) => size.length))
  return names.map(({ name, node }, index) => {
    const date = new Date(node.modified)
    const time = `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`
    const links = node.kind === 'directory' ? 2 : 1
    const day = String(date.getUTCDate()).padStart(2)
    return `${formatMode(node)} ${links} root root ${(sizes[index] ?? '').padStart(width)} ${months[date.getUTCMonth()]} ${day} ${time} ${name}`
  })
}

/** Names in columns, as wide as the terminal is. */
function formatColumns(names: readonly string[], width: number): readonly string[] {
  const cell = Math.max(1, ...names.map((name) => name.length + 2))
  const columns = Math.max(1, Math.floor(width / cell))
  const rows = Math.ceil(names.length / columns)
  return Array.from({ length: rows }, (_, row) => {
    const line = Array.from({ length: columns }, (__, column) => names[row + column * rows] ?? '')
    return line.map((name) => name.padEnd(cell)).join('').trimEnd()
  })
}

function formatNames(io: ToolIo, names: readonly { readonly name: string; readonly node: Node }[], flags: Flags): string {
  const lines = flags.has('l')
    ? formatLong(names, flags.has('h'))
    : io.terminal === undefined || flags.has('1') ? names.map(({ name }) => name) : formatColumns(names.map(({ name }) => name), io.terminal.width)
  return lines.map((line) => `${line}\n`).join('')
}

export const ls: Tool = function* (io) {
  const parsed = parseFlags(io.args, 'alh1AdFrtR', { all: 'a' })
  if (!parsed.ok) return yield* complain(io, parsed.error, 2)
  const flags = parsed.value
  const operands = flags.operands.length > 0 ? flags.operands : ['.']
  const { files } = io.world
  const plain: { name: string; node: Node }[] = []
  const directories: string[] = []
  let code = 0
  for (const operand of operands) {
    const found = files.find(pathOf(io, operand))
    if (!found.ok && files.list(pathOf(io, operand)).ok) directories.push(operand)
    else if (!found.ok) {
      code = yield* complain(io, io.busybox ? `${operand}: ${problemTexts[found.error]}` : `cannot access '${operand}': ${problemTexts[found.error]}`, io.busybox ? 1 : 2)
    } else if (found.value.kind === 'directory' && !flags.has('d')) directories.push(operand)
    else plain.push({ name: operand, node: found.value })
  }
  yield* say(io.stdout, formatNames(io, plain, flags))
  let parted = plain.length > 0
  const show = function* (operand: string): Steps<void> {
    const path = pathOf(io, operand)
    const nodeOf = (name: string, at: string) => {
      const found = files.find(at)
      return found.ok ? [{ name, node: found.value }] : []
    }
    const listed = files.list(path)
    const names = (listed.ok ? listed.value : []).filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'))
    const dots = flags.has('a') ? [...nodeOf('.', path), ...nodeOf('..', parentOf(path))] : []
    const rows = [...dots, ...names.flatMap((name) => nodeOf(name, resolvePath(path, name)))]
    if (flags.has('t')) rows.sort((a, b) => b.node.modified - a.node.modified)
    if (flags.has('r')) rows.reverse()
    const heading = operands.length > 1 || flags.has('R') ? `${parted ? '\n' : ''}${operand}:\n` : ''
    yield* say(io.stdout, heading + (flags.has('l') ? `total ${rows.length * 4}\n` : '') + formatNames(io, rows, flags))
    parted = true
    if (!flags.has('R')) return
    for (const { name, node } of rows) if (node.kind === 'directory' && name !== '.' && name !== '..') yield* show(`${operand}/${name}`)
  }
  for (const operand of directories) yield* show(operand)
  return code
}

/** Applies to each operand; the code is 1 when any failed. */
function* forEach(
  io: ToolIo, operands: readonly string[], problem: (operand: string) => FileProblem | undefined, describe: (operand: string) => string,
): Steps<number> {
  if (operands.length === 0) return yield* complain(io, 'missing operand')
  let code = 0
  for (const operand of operands) {
    const failed = problem(operand)
    if (failed !== undefined) code = yield* complain(io, `${describe(operand)}: ${problemTexts[failed]}`)
  }
  return code
}

/** The problem of a result, if it is one. */
export function problemOf(result: { readonly ok: true } | { readonly ok: false; readonly error: FileProblem }): FileProblem | undefined {
  return result.ok ? undefined : result.error
}

/** Makes a directory and those above it; one that is there already is no problem. */
export function makeParents(io: ToolIo, path: string): FileProblem | undefined {
  const { files } = io.world
  let at = ''
  for (const part of path.split('/').filter((name) => name !== '')) {
    at += `/${part}`
    const found = files.find(at)
    if (found.ok && found.value.kind !== 'directory') return 'EEXIST'
    const made = found.ok ? undefined : problemOf(files.makeDirectory(at))
    if (made !== undefined) return made
  }
  return undefined
}

export const mkdir: Tool = function* (io) {
  const flags = parseFlags(io.args, 'pm:', { parents: 'p' })
  if (!flags.ok) return yield* complain(io, flags.error)
  const make = (operand: string) => {
    const path = pathOf(io, operand)
    return flags.value.has('p') ? makeParents(io, path) : problemOf(io.world.files.makeDirectory(path))
  }
  return yield* forEach(io, flags.value.operands, make, (operand) => (io.busybox ? `can't create directory '${operand}'` : `cannot create directory '${operand}'`))
}

/** Removes a path and everything under it. */
function removeTree(io: ToolIo, path: string): FileProblem | undefined {
  const { files } = io.world
  const found = files.find(path)
  if (found.ok && found.value.kind === 'directory' && found.value.projected === undefined) {
    for (const name of Array.from(found.value.entries.keys())) {
      const problem = removeTree(io, resolvePath(path, name))
      if (problem !== undefined) return problem
    }
  }
  return problemOf(files.remove(path))
}

export const rm: Tool = function* (io) {
  const flags = parseFlags(io.args, 'rRfi', { recursive: 'r', force: 'f' })
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, operands } = flags.value
  const recursive = has('r') || has('R')
  if (operands.length === 0 && has('f')) return 0
  const remove = (operand: string) => {
    const path = pathOf(io, operand)
    const found = io.world.files.find(path)
    if (!found.ok) return found.error === 'ENOENT' && has('f') ? undefined : found.error
    if (found.value.kind === 'directory' && !recursive) return 'EISDIR'
    return removeTree(io, path)
  }
  return yield* forEach(io, operands, remove, (operand) => (io.busybox ? `can't remove '${operand}'` : `cannot remove '${operand}'`))
}

export const rmdir: Tool = function* (io) {
  const remove = (operand: string): FileProblem | undefined => {
    const found = io.world.files.find(pathOf(io, operand))
    if (found.ok && found.value.kind !== 'directory') return 'ENOTDIR'
    return problemOf(io.world.files.remove(pathOf(io, operand)))
  }
  return yield* forEach(io, io.args, remove, (operand) => `failed to remove '${operand}'`)
}

export const touch: Tool = (io) => forEach(
  io, io.args.filter((arg) => !arg.startsWith('-')),
  (operand) => problemOf(io.world.files.touch(pathOf(io, operand))),
  (operand) => (io.busybox ? operand : `cannot touch '${operand}'`),
)

export const chmod: Tool = function* (io) {
  const [mode = '', ...operands] = io.args.filter((arg) => arg !== '-R')
  const symbolic = /^[ugoa]*([+-])([rwx]+)$/.exec(mode)
  if (!/^[0-7]{1,4}$/.test(mode) && symbolic === null) return yield* complain(io, `invalid mode: '${mode}'`)
  const change = (old: number): number => {
    if (symbolic === null) return Number.parseInt(mode, 8)
    const mask = Array.from(symbolic[2] ?? '').reduce((sum, letter) => sum | (letter === 'r' ? 0o444 : letter === 'w' ? 0o200 : 0o111), 0)
    return symbolic[1] === '+' ? old | mask : old & ~mask
  }
  const set = (operand: string) => {
    const path = pathOf(io, operand)
    const found = io.world.files.find(path)
    return found.ok ? problemOf(io.world.files.setMode(path, change(found.value.mode))) : found.error
  }
  return yield* forEach(io, operands, set, (operand) => `cannot access '${operand}'`)
}

export const pwd: Tool = function* (io) {
  yield* say(io.stdout, `${io.cwd}\n`)
  return 0
}
