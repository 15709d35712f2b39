import { createInflate } from 'node:zlib'

export type SpdyHeaders = Readonly<Record<string, string>>

/** Header names and values of a frame, inflated. kubectl's are about 100 bytes. Below zlib's own read buffer, which would stall it. */
const maxBlock = 16_000

/** The words of the SPDY/3 dictionary that come with their length; `_` stands for a blank. */
const words = (
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization '
  + 'cache-control connection content-base content-encoding content-language content-length content-location content-md5 content-range '
  + 'content-type date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified '
  + 'location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding '
  + 'upgrade user-agent vary via warning www-authenticate method get status 200_OK version HTTP/1.1 url public set-cookie keep-alive origin'
).split(' ').map((word) => word.replace('_', ' '))

/** The rest of the dictionary, which has no lengths. */
const phrases = '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information'
  + '204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error'
  + '501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, '
  + 'Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,public'
  + 'privatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.'

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([uint32(bytes.length), bytes])
}

/** The compression dictionary of the SPDY/3 specification. zlib refuses the first block of headers when a byte of it is wrong. */
export const spdyDictionary: Buffer = Buffer.concat([...words.map(withLength), Buffer.from(phrases)])

/** A header block before compression: a count, then names and values with their lengths. */
export function encodeHeaderBlock(headers: SpdyHeaders): Buffer {
  const entries = Object.entries(headers)
  return Buffer.concat([uint32(entries.length), ...entries.flatMap(([name, value]) => [withLength(name.toLowerCase()), withLength(value)])])
}

/** Undoes `encodeHeaderBlock`. Throws RangeError for a block that ends too soon. Of a name that comes twice, the last value counts. */
export function decodeHeaderBlock(block: Buffer): SpdyHeaders {
  let at = 4
  const next = () => {
    const end = at + 4 + block.readUInt32BE(at)
    if (end > block.length) throw new RangeError('header block ends too soon')
    const text = block.toString('utf8', at + 4, end)
    at = end
    return text
  }
  const entries: [string, string][] = []
  for (let left = block.readUInt32BE(0); left > 0; left--) entries.push([next().toLowerCase(), next()])
  return Object.fromEntries(entries)
}

/** Compresses header blocks, one zlib stream a session. */
export function createHeaderWriter(): (headers: SpdyHeaders) => Buffer {
  let started = false
  return (headers) => {
    const block = encodeHeaderBlock(headers)
    const lengths = Buffer.alloc(4)
    lengths.writeUInt16LE(block.length, 0)
    lengths.writeUInt16LE(block.length ^ 0xffff, 2)
    const start = started ? [] : [Buffer.from([0x78, 0x01])]
    started = true
    // stored blocks need no state of our own; Go's reader waits for more unless an empty one follows
    return Buffer.concat([...start, Buffer.from([0]), lengths, block, Buffer.from([0, 0, 0, 0xff, 0xff])])
  }
}

export interface HeaderReader {
  /** One block at a time, in order. Rejects for a block that is no zlib, too large when inflated, or cut short. */
  read(block: Buffer): Promise<SpdyHeaders>
  close(): void
}

/** Inflates header blocks, one zlib stream a session. */
export function createHeaderReader(): HeaderReader {
  const inflate = createInflate({ dictionary: spdyDictionary, chunkSize: 65_536 })
  let failed: Error | undefined
  let refuse: ((error: Error) => void) | undefined
  let parts: Buffer[] = []
  let size = 0
  const fail = (error: Error) => {
    failed ??= error
    inflate.close()
    refuse?.(failed)
  }
  inflate.on('error', fail)
  inflate.on('data', (part: Buffer) => {
    parts.push(part)
    size += part.length
    if (size > maxBlock) fail(new RangeError('headers are too large'))
  })
  return {
    read: (block) => new Promise((resolve, reject) => {
      if (failed !== undefined) return reject(failed)
      refuse = reject
      // the peer flushes each block, so that all of it is out when the write is done
      inflate.write(block, () => setImmediate(() => {
        const headers = Buffer.concat(parts)
        parts = []
        size = 0
        try {
          resolve(decodeHeaderBlock(headers))
        } catch (error) {
          reject(error instanceof Error ? error : new RangeError('bad header block'))
        }
      }))
    }),
    close: () => inflate.close(),
  }
}
