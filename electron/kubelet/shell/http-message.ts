import type { ByteSource } from '../../../shared/lang/pipe.ts'

/** The head of an HTTP/1.x message. Header names are lower case; of one that comes twice the values are joined. */
export interface HttpHead {
  /** `GET / HTTP/1.1` or `HTTP/1.1 200 OK`, in its three parts. */
  readonly start: readonly [string, string, string]
  readonly headers: ReadonlyMap<string, string>
  /** The lines as they came. */
  readonly lines: readonly string[]
}

const maxHead = 16 * 1024
const maxBody = 64 * 1024 * 1024

/** Reads HTTP/1.x messages of one connection, one after the other. */
export interface HttpReader {
  /** The next head; undefined at the end, or when what comes is not HTTP. */
  head(): Promise<HttpHead | undefined>
  /** The body that the head announces; `untilEnd` is for answers that neither count nor chunk it. Undefined when it breaks off. */
  body(head: HttpHead, untilEnd: boolean): Promise<Buffer | undefined>
  /** What was read and not used. */
  rest(): Buffer
}

function parseHead(text: string): HttpHead | undefined {
  const lines = text.split('\r\n')
  const match = /^(\S+) (\S+)(?: (.*))?$/.exec(lines[0] ?? '')
  if (match === null) return undefined
  const headers = new Map<string, string>()
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':')
    if (colon <= 0) return undefined
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return { start: [match[1] ?? '', match[2] ?? '', match[3] ?? ''], headers, lines }
}

export function createHttpReader(source: ByteSource): HttpReader {
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const bytes = await source.read()
    if (bytes === undefined) return false
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes])
    return true
  }
  const take = async (count: number): Promise<Buffer | undefined> => {
    if (!(count <= maxBody)) return undefined
    const parts: Buffer[] = []
    let left = count
    while (left > 0) {
      if (held.length === 0 && !(await more())) return undefined
      const part = held.subarray(0, left)
      parts.push(part)
      left -= part.length
      held = held.subarray(part.length)
    }
    return Buffer.concat(parts)
  }
  const line = async (): Promise<string | undefined> => {
    let end = held.indexOf('\r\n')
    while (end < 0) {
      if (held.length > maxHead || !(await more())) return undefined
      end = held.indexOf('\r\n')
    }
    const text = held.toString('latin1', 0, end)
    held = held.subarray(end + 2)
    return text
  }
  const chunked = async (): Promise<Buffer | undefined> => {
    const parts: Buffer[] = []
    let size = 0
    for (;;) {
      const announced = Number.parseInt((await line()) ?? '', 16)
      if (!(announced >= 0) || size + announced > maxBody) return undefined
      if (announced === 0) {
        await line()
        return Buffer.concat(parts)
      }
      const part = await take(announced)
      if (part === undefined) return undefined
      await line()
      parts.push(part)
      size += part.length
    }
  }
  return {
    head: async () => {
      let end = held.indexOf('\r\n\r\n')
      while (end < 0) {
        if (held.length > maxHead || !(await more())) return undefined
        end = held.indexOf('\r\n\r\n')
      }
      const head = parseHead(held.toString('latin1', 0, end))
      if (head !== undefined) held = held.subarray(end + 4)
      return head
    },
    body: async ({ headers }, untilEnd) => {
      if (headers.get('transfer-encoding')?.toLowerCase() === 'chunked') return chunked()
      const length = headers.get('content-length')
      if (length !== undefined) return /^\d{1,12}$/.test(length) ? take(Number(length)) : undefined
      if (!untilEnd) return Buffer.alloc(0)
      while (held.length <= maxBody && (await more()));
      const all = held
      held = Buffer.alloc(0)
      return all
    },
    rest: () => held,
  }
}
