import { constants, createDeflate, deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createManualClock } from '../../cluster/index.ts'
import { createFakeCarrier } from './fake-carrier.ts'
import { createSpdyReader, encodeDataHead } from './spdy-frames.ts'
import { createHeaderReader, createHeaderWriter, decodeHeaderBlock, encodeHeaderBlock, spdyDictionary, uint32 } from './spdy-headers.ts'
import { serveSpdy, type SpdyStream } from './spdy.ts'
import { createStreamTiming } from './timing.ts'

/** Adler-32 as RFC 1950 has it. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return b * 65_536 + a
}

test('the dictionary is the one of the specification', () => {
  expect(adler32(spdyDictionary).toString(16)).toBe('e3c6a7c2')
})

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', 'x'), minLength: 1, maxLength: 12 })
const headers = fc.array(fc.tuple(name, fc.string({ maxLength: 30 })), { maxLength: 6 }).map((entries) => Object.fromEntries(entries))

/** Compresses blocks as a client does: one stream, flushed after each. */
function createClientWriter(): (block: Buffer) => Promise<Buffer> {
  const deflate = createDeflate({ dictionary: spdyDictionary })
  const parts: Buffer[] = []
  deflate.on('data', (part: Buffer) => parts.push(part))
  return (block) => new Promise((resolve) => {
    deflate.write(block, () => deflate.flush(constants.Z_SYNC_FLUSH, () => resolve(Buffer.concat(parts.splice(0)))))
  })
}

test('header blocks that a client compresses are read, one after the other', async () => {
  await fc.assert(fc.asyncProperty(fc.array(headers, { maxLength: 5 }), async (list) => {
    const write = createClientWriter()
    const reader = createHeaderReader()
    for (const each of list) expect(await reader.read(await write(encodeHeaderBlock(each)))).toEqual(each)
    reader.close()
  }), { numRuns: 50 })
})

test('header blocks that we write are one zlib stream, each ended by an empty stored block', () => {
  fc.assert(fc.property(fc.array(headers, { minLength: 1, maxLength: 5 }), (list) => {
    const write = createHeaderWriter()
    const blocks = list.map(write)
    for (const block of blocks) expect([...block.subarray(-5)]).toEqual([0, 0, 0, 255, 255])
    const all = inflateSync(Buffer.concat(blocks), { finishFlush: constants.Z_SYNC_FLUSH })
    expect(all).toEqual(Buffer.concat(list.map(encodeHeaderBlock)))
  }))
})

test('a block that ends too soon is refused', () => {
  fc.assert(fc.property(headers.filter((each) => Object.keys(each).length > 0), fc.nat(), (each, cut) => {
    const block = encodeHeaderBlock(each)
    expect(() => decodeHeaderBlock(block.subarray(0, cut % block.length))).toThrow(RangeError)
  }))
})

test('a bomb of headers is refused', async () => {
  const reader = createHeaderReader()
  await expect(reader.read(deflateSync(Buffer.alloc(50_000_000), { dictionary: spdyDictionary }))).rejects.toThrow('too large')
  await expect(reader.read(Buffer.from([0]))).rejects.toThrow('too large')
})

test('headers that are no zlib are refused', async () => {
  await expect(createHeaderReader().read(Buffer.from('not compressed at all'))).rejects.toThrow('incorrect header check')
})

test('no bytes break the frame reader', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    const reader = createSpdyReader()
    reader.push(bytes)
    let frames = 0
    for (let frame = reader.next(); frame !== undefined && frame.kind !== 'breach'; frame = reader.next()) frames += 1
    expect(frames).toBeLessThanOrEqual(bytes.length / 8)
  }))
})

async function openStream(write: (block: Buffer) => Promise<Buffer>, id: number, values: Record<string, string>): Promise<Buffer> {
  const payload = Buffer.concat([uint32(id), uint32(0), Buffer.from([0, 0]), await write(encodeHeaderBlock(values))])
  return Buffer.concat([uint32(0x8003_0001), uint32(payload.length), payload])
}

function data(id: number, text: string, last = false): Buffer {
  return Buffer.concat([encodeDataHead(id, Buffer.byteLength(text), last), Buffer.from(text)])
}

const timing = createStreamTiming(createManualClock(0))

test('streams carry bytes both ways and close by halves', async () => {
  const carrier = createFakeCarrier()
  const streams: SpdyStream[] = []
  const session = serveSpdy(carrier, timing, (stream) => streams.push(stream))
  const write = createClientWriter()
  await carrier.send(Buffer.concat([await openStream(write, 1, { streamtype: 'data' }), data(1, 'one'), await openStream(write, 3, { streamtype: 'error' }), data(1, 'two', true)]))
  while (streams.length < 2) await new Promise((resolve) => { setImmediate(resolve) })
  const [first] = streams
  expect(streams.map((stream) => stream.headers)).toEqual([{ streamtype: 'data' }, { streamtype: 'error' }])
  expect(Buffer.from((await first?.input.read()) ?? []).toString()).toBe('one')
  expect(Buffer.from((await first?.input.read()) ?? []).toString()).toBe('two')
  expect(await first?.input.read()).toBeUndefined()
  expect(await first?.output.write(Buffer.from('answer'))).toBe(true)
  first?.output.end()
  expect(await first?.output.write(Buffer.from('late'))).toBe(false)
  expect(carrier.sent().subarray(-22)).toEqual(Buffer.concat([encodeDataHead(1, 6, false), Buffer.from('answer'), encodeDataHead(1, 0, true)]))
  carrier.hangUp()
  await session.ended
})

test.each([
  ['an even stream id', async (write: (block: Buffer) => Promise<Buffer>) => openStream(write, 2, {})],
  ['a stream id that comes twice', async (write: (block: Buffer) => Promise<Buffer>) => Buffer.concat([await openStream(write, 1, {}), await openStream(write, 1, {})])],
  ['a frame that is too large', async () => Buffer.concat([uint32(1), uint32(0xff_ffff)])],
  ['another version', async () => Buffer.concat([uint32(0x8002_0001), uint32(0)])],
  ['headers that are no zlib', async () => Buffer.concat([uint32(0x8003_0001), uint32(14), Buffer.alloc(14, 7)])],
  ['goodbye', async () => Buffer.concat([uint32(0x8003_0007), uint32(8), Buffer.alloc(8)])],
])('%s ends the session', async (_, build) => {
  const carrier = createFakeCarrier()
  const session = serveSpdy(carrier, timing, () => undefined)
  await carrier.send(await build(createClientWriter()))
  await session.ended
  expect(carrier.state()).toBe('ended')
})

test('a client’s ping is answered, an answer to ours is not', async () => {
  const carrier = createFakeCarrier()
  const session = serveSpdy(carrier, timing, () => undefined)
  const ping = (id: number) => Buffer.concat([uint32(0x8003_0006), uint32(4), uint32(id)])
  await carrier.send(Buffer.concat([ping(7), ping(2)]))
  carrier.hangUp()
  await session.ended
  expect(carrier.sent()).toEqual(ping(7))
})

test('no bytes break a session, and it ends', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }), async (chunks) => {
    const carrier = createFakeCarrier()
    const session = serveSpdy(carrier, timing, (stream) => stream.input.cancel())
    for (const chunk of chunks) await carrier.send(chunk)
    carrier.hangUp()
    await session.ended
    expect(carrier.state()).toBe('ended')
  }), { numRuns: 200 })
})
