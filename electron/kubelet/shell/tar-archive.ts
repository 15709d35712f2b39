/** An entry of a tar archive. Links and devices are kept by their kind only. */
export interface TarEntry {
  readonly kind: 'file' | 'directory' | 'other'
  /** Without a trailing slash. */
  readonly name: string
  readonly mode: number
  /** Milliseconds since 1970. */
  readonly modified: number
  readonly bytes: Uint8Array
}

const blockSize = 512

function octal(value: number, length: number): string {
  return `${Math.floor(value).toString(8).padStart(length - 1, '0')}\0`
}

function encodeHeader(name: string, type: string, mode: number, size: number, modified: number): Buffer {
  const block = Buffer.alloc(blockSize)
  block.write(name, 0, 100, 'utf8')
  block.write(octal(mode, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(modified / 1000, 12), 136)
  block.write(' '.repeat(8), 148)
  block.write(type, 156)
  block.write('ustar\u000000', 257, 'latin1')
  block.write('root', 265)
  block.write('root', 297)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function padding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize)
}

/** A PAX record: its own length, then `path=...`. */
function encodePaxPath(name: string): Buffer {
  const text = ` path=${name}\n`
  let length = Buffer.byteLength(text)
  length += String(length + String(length).length).length
  return Buffer.from(`${length}${text}`)
}

/** The blocks of an entry; a name of more than 100 bytes goes before it in a PAX header. */
export function encodeEntry(entry: TarEntry): Buffer {
  const name = entry.kind === 'directory' ? `${entry.name}/` : entry.name
  const long = Buffer.byteLength(name) > 100
  const pax = long ? encodePaxPath(name) : Buffer.alloc(0)
  const before = long ? [encodeHeader('././@PaxHeader', 'x', 0o644, pax.length, 0), pax, padding(pax.length)] : []
  const header = encodeHeader(name, entry.kind === 'directory' ? '5' : '0', entry.mode, entry.bytes.length, entry.modified)
  return Buffer.concat([...before, header, entry.bytes, padding(entry.bytes.length)])
}

/** The two empty blocks that end an archive. */
export function encodeEnd(): Buffer {
  return Buffer.alloc(2 * blockSize)
}

function readText(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** An octal number, or a binary one of GNU's with its first bit set; NaN when it is neither. */
function readNumber(block: Buffer, start: number, length: number): number {
  if ((block.readUInt8(start) & 0x80) !== 0) return Number(block.readBigUInt64BE(start + length - 8))
  const text = readText(block, start, length).trim()
  return text === '' ? 0 : /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN
}

function isSound(block: Buffer): boolean {
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
  return readNumber(block, 148, 8) === sum
}

function readPaxPath(records: Buffer): string | undefined {
  let at = 0
  let path: string | undefined
  while (at < records.length) {
    const blank = records.indexOf(32, at)
    const length = blank < 0 ? 0 : Number(records.toString('utf8', at, blank))
    if (!Number.isInteger(length) || length <= blank - at) break
    const record = records.toString('utf8', blank + 1, at + length - 1)
    if (record.startsWith('path=')) path = record.slice(5)
    at += length
  }
  return path
}

export type TarStep = TarEntry | 'end' | 'broken' | undefined

export interface TarReader {
  push(bytes: Uint8Array): void
  /** The next entry; undefined until more is pushed. */
  next(): TarStep
}

/** Most of one file, and of all that waits for it. */
const maxFile = 256 * 1024 * 1024

/** Reads ustar, PAX and GNU archives as they come. */
export function createTarReader(): TarReader {
  let chunks: Uint8Array[] = []
  let held = 0
  let needed = blockSize
  let longName: string | undefined

  const take = (count: number): Buffer => {
    const all = chunks.length === 1 && chunks[0] !== undefined ? Buffer.from(chunks[0].buffer, chunks[0].byteOffset, chunks[0].length) : Buffer.concat(chunks)
    chunks = [all.subarray(count)]
    held -= count
    return all.subarray(0, count)
  }
  let header: Buffer | undefined
  const next = (): TarStep => {
    while (held >= needed) {
      if (header === undefined) {
        const block = take(blockSize)
        if (block.every((byte) => byte === 0)) return 'end'
        const size = readNumber(block, 124, 12)
        if (!isSound(block) || !(size <= maxFile)) return 'broken'
        header = Buffer.from(block)
        needed = size + padding(size).length
        continue
      }
      const size = readNumber(header, 124, 12)
      const bytes = Buffer.from(take(needed).subarray(0, size))
      const block = header
      header = undefined
      needed = blockSize
      const type = readText(block, 156, 1)
      if (type === 'x') longName = readPaxPath(bytes) ?? longName
      else if (type === 'L') longName = readText(bytes, 0, bytes.length)
      else if (type !== 'g') {
        const prefix = readText(block, 345, 155)
        const short = readText(block, 0, 100)
        const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`)
        longName = undefined
        const kind = type === '5' || name.endsWith('/') ? 'directory' : type === '0' || type === '' || type === '7' ? 'file' : 'other'
        const modified = readNumber(block, 136, 12) * 1000
        return { kind, name: name.replace(/\/+$/, ''), mode: readNumber(block, 100, 8) & 0o7777, modified, bytes }
      }
    }
    return undefined
  }
  return {
    push: (bytes) => {
      chunks.push(bytes)
      held += bytes.length
    },
    next,
  }
}
