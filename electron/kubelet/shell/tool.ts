import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import type { Cancel } from '../../cluster/index.ts'
import { type FileProblem, problemTexts, resolvePath } from './file-system.ts'
import { type Sink, type Source, type Steps, suspend } from './steps.ts'
import type { World } from './world.ts'

/** What a program is started with. */
export interface ToolIo {
  readonly name: string
  /** Without the program's name. */
  readonly args: readonly string[]
  readonly stdin: Source
  readonly stdout: Sink
  readonly stderr: Sink
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

/** A program; comes to its exit code. */
export type Tool = (io: ToolIo) => Steps<number>

export function say(sink: Sink, text: string): Steps<boolean> {
  return sink.write(Buffer.from(text))
}

/** `cat: x: No such file or directory` on stderr; comes to the exit code. */
export function* complain(io: ToolIo, text: string, code = 1): Steps<number> {
  yield* say(io.stderr, `${io.name}: ${text}\n`)
  return code
}

export function complainOfFile(io: ToolIo, path: string, problem: FileProblem): Steps<number> {
  const cannot = io.busybox && (io.name === 'cat' || io.name === 'tail')
  return complain(io, `${cannot ? `can't open '${path}'` : path}: ${problemTexts[problem]}`)
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

/** All of a source, or as much as a tool may hold: somewhat over `most` bytes. */
export function* readAll(source: Source, most: number = maxHeld): Steps<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for (let bytes = yield* source.read(); bytes !== undefined && size <= most; bytes = yield* source.read()) {
    parts.push(bytes)
    size += bytes.length
  }
  return Buffer.concat(parts)
}

/** Lets timers, sockets and other programs have their turn. */
export function* yieldTurn(world: World): Steps<void> {
  const turn = world.turn()
  if (turn !== undefined) yield turn
}

/** What a tool reads from its operands, in order: files by their names, stdin for `-` or when there are none. Problems are complained of. */
export function* readOperands(io: ToolIo, operands: readonly string[], take: (source: Source, name: string) => Steps<boolean>): Steps<number> {
  let code = 0
  for (const operand of operands.length > 0 ? operands : ['-']) {
    const source = operand === '-' ? ok(io.stdin) : openFile(io, operand)
    if (!source.ok) code = yield* complainOfFile(io, operand, source.error)
    else if (!(yield* take(source.value, operand))) break
  }
  return code
}

const pieceSize = 65_536

/** A file as a source of bytes; `/dev/zero` never ends. */
export function openFile(io: ToolIo, path: string): Result<Source, FileProblem> {
  const found = io.world.files.find(pathOf(io, path))
  if (found.ok && found.value.kind === 'device' && found.value.device === 'zero') return ok(openZeros(io))
  const bytes = io.world.files.read(pathOf(io, path))
  return bytes.ok ? ok(openBytes(bytes.value)) : bytes
}

export function openBytes(bytes: Uint8Array): Source {
  let at = 0
  return {
    *read() {
      const piece = bytes.subarray(at, at + pieceSize)
      at += piece.length
      return piece.length === 0 ? undefined : piece
    },
    cancel: () => {
      at = bytes.length
    },
  }
}

function openZeros({ world, signal }: ToolIo): Source {
  let open = true
  return {
    *read() {
      yield* yieldTurn(world)
      return open && !signal.aborted ? new Uint8Array(pieceSize) : undefined
    },
    cancel: () => {
      open = false
    },
  }
}

/** Waits for `ms` of the cluster's time: true, or false when the process ended first. */
export function wait(io: ToolIo, ms: number): Steps<boolean> {
  return waitUntil(io, (run) => io.world.clock.after(ms, run))
}

/** Waits for what `call` calls back: true, or false when the process ended first. */
export function waitUntil({ signal }: ToolIo, call: (run: () => void) => Cancel): Steps<boolean> {
  return suspend((settle) => {
    if (signal.aborted) return settle(false)
    const stop = () => {
      cancel()
      settle(false)
    }
    const cancel = call(() => {
      signal.removeEventListener('abort', stop)
      settle(true)
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
