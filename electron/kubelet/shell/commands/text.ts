import type { Source, Steps } from '../steps.ts'
import { createFileSink, type FileSink } from '../redirect.ts'
import { joinLines, splitLines } from '../text-lines.ts'
import { complain, complainOfFile, parseFlags, pathOf, readAll, readOperands, say, type Tool, type ToolIo, waitUntil } from '../tool.ts'

function* copyTo(io: ToolIo, source: Source): Steps<boolean> {
  for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) {
    if (!(yield* io.stdout.write(bytes))) {
      source.cancel()
      return false
    }
  }
  return true
}

export const cat: Tool = function* (io) {
  const flags = parseFlags(io.args, 'nu')
  if (!flags.ok) return yield* complain(io, flags.error)
  let number = 0
  return yield* readOperands(io, flags.value.operands, function* (source) {
    if (!flags.value.has('n')) return yield* copyTo(io, source)
    return yield* say(io.stdout, joinLines(splitLines((yield* readAll(source)).toString()).map((line) => `${String(++number).padStart(6)}\t${line}`)))
  })
}

/** `-5` is `-n 5`. */
function readCounts(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg]))
}

/** Bytes up to and with the `count`th line end. */
function endOfLines(bytes: Buffer, count: number): number {
  let at = 0
  for (let left = count; left > 0; left--) {
    const end = bytes.indexOf(10, at)
    if (end < 0) return bytes.length
    at = end + 1
  }
  return at
}

/** Where the last `count` lines begin. */
function startOfLast(bytes: Buffer, count: number): number {
  let at = bytes.length
  if (at > 0 && bytes[at - 1] === 10) at -= 1
  for (let left = count; left > 0; left--) {
    const end = at > 0 ? bytes.lastIndexOf(10, at - 1) : -1
    if (end < 0) return 0
    if (left === 1) return end + 1
    at = end
  }
  return bytes.length
}

function formatHeading(io: ToolIo, operands: readonly string[], name: string, first: boolean): string {
  if (operands.length < 2) return ''
  return `${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`
}

export const head: Tool = function* (io) {
  const flags = parseFlags(readCounts(io.args), 'n:c:q', { lines: 'n', bytes: 'c' })
  if (!flags.ok) return yield* complain(io, flags.error)
  const { operands } = flags.value
  const byBytes = flags.value.get('c')
  const text = byBytes ?? flags.value.get('n') ?? '10'
  if (!/^\d+$/.test(text)) return yield* complain(io, `invalid number of ${byBytes === undefined ? 'lines' : 'bytes'}: '${text}'`)
  let left = 0
  let first = true
  return yield* readOperands(io, operands, function* (source, name) {
    yield* say(io.stdout, formatHeading(io, operands, name, first))
    first = false
    left = Number(text)
    for (let bytes = left > 0 ? yield* source.read() : undefined; bytes !== undefined; bytes = left > 0 ? yield* source.read() : undefined) {
      const piece = Buffer.from(bytes)
      const end = byBytes === undefined ? endOfLines(piece, left) : Math.min(left, piece.length)
      const part = piece.subarray(0, end)
      left -= byBytes === undefined ? part.filter((byte) => byte === 10).length : part.length
      if (!(yield* io.stdout.write(part))) return false
    }
    source.cancel()
    return true
  })
}

/** Prints what is added to a file, until the process is ended. */
function* followFile(io: ToolIo, operand: string): Steps<number> {
  const read = () => {
    const bytes = io.world.files.read(pathOf(io, operand))
    return bytes.ok ? bytes.value : new Uint8Array()
  }
  let shown = read().length
  while (yield* waitUntil(io, io.world.whenFilesChange)) {
    const bytes = read()
    // a file that was cut off is shown from its start
    if (!(yield* io.stdout.write(bytes.subarray(bytes.length < shown ? 0 : shown)))) return 141
    shown = bytes.length
  }
  return 143
}

export const tail: Tool = function* (io) {
  const flags = parseFlags(readCounts(io.args), 'n:c:qfF', { lines: 'n', bytes: 'c', follow: 'f' })
  if (!flags.ok) return yield* complain(io, flags.error)
  const { operands } = flags.value
  const byBytes = flags.value.get('c')
  const text = byBytes ?? flags.value.get('n') ?? '10'
  const match = /^([+-]?)(\d+)$/.exec(text)
  if (match === null) return yield* complain(io, `invalid number of ${byBytes === undefined ? 'lines' : 'bytes'}: '${text}'`)
  const [fromStart, count] = [match[1] === '+', Number(match[2])]
  let first = true
  const code = yield* readOperands(io, operands, function* (source, name) {
    yield* say(io.stdout, formatHeading(io, operands, name, first))
    first = false
    if (fromStart && byBytes !== undefined) {
      let skip = Math.max(0, count - 1)
      for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) {
        const part = bytes.subarray(skip)
        skip = Math.max(0, skip - bytes.length)
        if (!(yield* io.stdout.write(part))) return false
      }
      return true
    }
    const all = yield* readAll(source)
    if (fromStart) return yield* io.stdout.write(all.subarray(endOfLines(all, Math.max(0, count - 1))))
    return yield* io.stdout.write(all.subarray(byBytes === undefined ? startOfLast(all, count) : Math.max(0, all.length - count)))
  })
  const [followed] = operands
  return followed !== undefined && ((code === 0 && flags.value.has('f')) || flags.value.has('F')) ? yield* followFile(io, followed) : code
}

export const wc: Tool = function* (io) {
  const flags = parseFlags(io.args, 'lwcm')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, operands } = flags.value
  const wanted = ['l', 'w', 'c', 'm'].filter(has)
  const columns = wanted.length > 0 ? wanted : ['l', 'w', 'c']
  const total = { l: 0, w: 0, c: 0, m: 0 }
  const format = (counts: Readonly<Record<string, number>>, name: string) => {
    const numbers = columns.map((column) => String(counts[column] ?? 0))
    const padded = columns.length === 1 ? numbers : numbers.map((number) => number.padStart(operands.length > 0 && !io.busybox ? 4 : 7))
    return `${padded.join(' ')}${name === '-' ? '' : ` ${name}`}\n`
  }
  const code = yield* readOperands(io, operands, function* (source, name) {
    const counts = { l: 0, w: 0, c: 0, m: 0 }
    let inWord = false
    for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) {
      counts.c += bytes.length
      for (const byte of bytes) {
        const blank = byte === 32 || (byte >= 9 && byte <= 13)
        if (byte === 10) counts.l += 1
        if (!blank && !inWord) counts.w += 1
        if ((byte & 0xc0) !== 0x80) counts.m += 1
        inWord = !blank
      }
    }
    total.l += counts.l
    total.w += counts.w
    total.c += counts.c
    total.m += counts.m
    return yield* say(io.stdout, format(counts, operands.length === 0 ? '-' : name))
  })
  if (operands.length > 1) yield* say(io.stdout, format(total, 'total'))
  return code
}

export const sort: Tool = function* (io) {
  const flags = parseFlags(io.args, 'rnuk:t:')
  if (!flags.ok) return yield* complain(io, flags.error, 2)
  const { has, get, operands } = flags.value
  const lines: string[] = []
  const code = yield* readOperands(io, operands, function* (source) {
    for (const line of splitLines((yield* readAll(source)).toString())) lines.push(line)
    return true
  })
  const field = Number.parseInt(get('k') ?? '0', 10)
  const keyOf = (line: string) => (field > 0 ? (get('t') === undefined ? line.trim().split(/\s+/) : line.split(get('t') ?? ' ')).slice(field - 1).join(' ') : line)
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const compare = (a: string, b: string) => (has('n') ? (Number.parseFloat(keyOf(a)) || 0) - (Number.parseFloat(keyOf(b)) || 0) : 0) || byText(keyOf(a), keyOf(b)) || byText(a, b)
  lines.sort(compare)
  if (has('r')) lines.reverse()
  const kept = has('u') ? lines.filter((line, index) => index === 0 || keyOf(line) !== keyOf(lines[index - 1] ?? '')) : lines
  yield* say(io.stdout, joinLines(kept))
  return code
}

export const tee: Tool = function* (io) {
  const flags = parseFlags(io.args, 'a')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { files } = io.world
  const sinks: FileSink[] = []
  let code = 0
  for (const operand of flags.value.operands) {
    const path = pathOf(io, operand)
    const opened = flags.value.has('a') ? files.append(path, new Uint8Array()) : files.write(path, new Uint8Array())
    if (opened.ok) sinks.push(createFileSink(files, path))
    else code = yield* complainOfFile(io, operand, opened.error)
  }
  for (let bytes = yield* io.stdin.read(); bytes !== undefined; bytes = yield* io.stdin.read()) {
    for (const sink of [io.stdout, ...sinks]) yield* sink.write(bytes)
  }
  for (const sink of sinks) sink.flush()
  return code
}
