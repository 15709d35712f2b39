import type { ByteSink, ByteSource } from '../../../shared/lang/pipe.ts'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import { type FileProblem, problemTexts, resolvePath } from './file-system.ts'
import type { World } from './world.ts'

/** What a program is started with. */
export interface ToolIo {
  readonly name: string
  /** Without the program's name. */
  readonly args: readonly string[]
  readonly stdin: ByteSource
  readonly stdout: ByteSink
  readonly stderr: ByteSink
  readonly env: ReadonlyMap<string, string>
  readonly cwd: string
  readonly pid: number
  readonly world: World
  /** Errors are worded as busybox words them. */
  readonly busybox: boolean
  /** Columns and rows; undefined without a terminal. */
  readonly terminal: { readonly width: number; readonly height: number } | undefined
  /** Aborted when the process is to end. */
  readonly signal: AbortSignal
}

/** A program; resolves to its exit code. */
export type Tool = (io: ToolIo) => Promise<number>

export function say(sink: ByteSink, text: string): Promise<boolean> {
  return sink.write(Buffer.from(text))
}

/** `cat: x: No such file or directory` on stderr; resolves to the exit code. */
export async function complain(io: ToolIo, text: string, code = 1): Promise<number> {
  await say(io.stderr, `${io.name}: ${text}\n`)
  return code
}

export function complainOfFile(io: ToolIo, path: string, problem: FileProblem): Promise<number> {
  return complain(io, `${path}: ${problemTexts[problem]}`)
}

export function pathOf(io: ToolIo, path: string): string {
  return resolvePath(io.cwd, path)
}

export interface Flags {
  readonly has: (flag: string) => boolean
  readonly get: (flag: string) => string | undefined
  readonly all: (flag: string) => readonly string[]
  readonly operands: readonly string[]
}

/**
 * Reads options as getopt does: `short` names the letters, a colon after those that take a value; `long` gives the letter of a long option.
 * The error is getopt's own text.
 */
export function parseFlags(args: readonly string[], short: string, long: Readonly<Record<string, string>> = {}): Result<Flags, string> {
  const found: { readonly flag: string; readonly value: string }[] = []
  const operands: string[] = []
  const takesValue = (flag: string) => short[short.indexOf(flag) + 1] === ':'
  let index = 0
  for (; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') break
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=')
      const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals)
      const flag = Object.hasOwn(long, name) ? long[name] : undefined
      if (flag === undefined) return fail(`unrecognized option '--${name}'`)
      if (!takesValue(flag)) found.push({ flag, value: '' })
      else if (equals < 0 && index + 1 >= args.length) return fail(`option '--${name}' requires an argument`)
      else found.push({ flag, value: equals < 0 ? args[++index] ?? '' : arg.slice(equals + 1) })
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let at = 1; at < arg.length; at++) {
        const flag = arg[at] ?? ''
        if (flag === ':' || !short.includes(flag)) return fail(`invalid option -- '${flag}'`)
        if (!takesValue(flag)) {
          found.push({ flag, value: '' })
          continue
        }
        const rest = arg.slice(at + 1)
        if (rest === '' && index + 1 >= args.length) return fail(`option requires an argument -- '${flag}'`)
        found.push({ flag, value: rest === '' ? args[++index] ?? '' : rest })
        break
      }
    } else operands.push(arg)
  }
  operands.push(...args.slice(index + 1))
  return ok({
    has: (flag) => found.some((option) => option.flag === flag),
    get: (flag) => found.findLast((option) => option.flag === flag)?.value,
    all: (flag) => found.filter((option) => option.flag === flag).map((option) => option.value),
    operands,
  })
}

/** Most that a tool holds of its input at once, in bytes. */
const maxHeld = 64 * 1024 * 1024

/** All of a source, or as much as a tool may hold. */
export async function readAll(source: ByteSource): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for (let bytes = await source.read(); bytes !== undefined && size < maxHeld; bytes = await source.read()) {
    parts.push(bytes)
    size += bytes.length
  }
  return Buffer.concat(parts)
}

/** Lets timers and sockets have their turn. */
export function yieldTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** What a tool reads from its operands, in order: files by their names, stdin for `-` or when there are none. Problems are complained of. */
export async function readOperands(io: ToolIo, operands: readonly string[], take: (source: ByteSource, name: string) => Promise<boolean>): Promise<number> {
  let code = 0
  for (const operand of operands.length > 0 ? operands : ['-']) {
    const source = operand === '-' ? ok(io.stdin) : openFile(io, operand)
    if (!source.ok) code = await complainOfFile(io, operand, source.error)
    else if (!(await take(source.value, operand))) break
  }
  return code
}

const pieceSize = 65_536

/** A file as a source of bytes; `/dev/zero` never ends. */
export function openFile(io: ToolIo, path: string): Result<ByteSource, FileProblem> {
  const found = io.world.files.find(pathOf(io, path))
  if (!found.ok) return found
  if (found.value.kind === 'directory') return fail('EISDIR')
  if (found.value.kind === 'device' && found.value.device === 'zero') return ok(openZeros(io.signal))
  return ok(openBytes(found.value.kind === 'file' ? found.value.content() : new Uint8Array()))
}

export function openBytes(bytes: Uint8Array): ByteSource {
  let at = 0
  return {
    read: async () => {
      const piece = bytes.subarray(at, at + pieceSize)
      at += piece.length
      return piece.length === 0 ? undefined : piece
    },
    cancel: () => {
      at = bytes.length
    },
  }
}

function openZeros(signal: AbortSignal): ByteSource {
  let open = true
  return {
    read: async () => {
      await yieldTurn()
      return open && !signal.aborted ? new Uint8Array(pieceSize) : undefined
    },
    cancel: () => {
      open = false
    },
  }
}

/** Resolves after `ms` of the cluster's time: true, or false when the process ended first. */
export function wait(io: ToolIo, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (io.signal.aborted) return resolve(false)
    const stop = () => {
      cancel()
      resolve(false)
    }
    const cancel = io.world.clock.after(ms, () => {
      io.signal.removeEventListener('abort', stop)
      resolve(true)
    })
    io.signal.addEventListener('abort', stop, { once: true })
  })
}
