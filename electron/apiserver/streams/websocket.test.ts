import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createManualClock } from '../../cluster/index.ts'
import { createFakeCarrier } from './fake-carrier.ts'
import { createStreamTiming } from './timing.ts'
import { createWebSocketReader, type WebSocketEvent } from './websocket-frames.ts'
import { planHandshake, speakWebSocket } from './websocket.ts'

/** A frame as a client sends it: masked. */
function frame(opcode: number, payload: Uint8Array, { fin = true, mask = Buffer.from([1, 2, 3, 4]), bits = 0 } = {}): Buffer {
  const length = payload.length
  const head = length < 126 ? Buffer.from([0, 0x80 | length]) : length < 65_536 ? Buffer.from([0, 0xfe, length >> 8, length & 255]) : Buffer.alloc(10)
  if (length >= 65_536) {
    head[1] = 0xff
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  head[0] = (fin ? 0x80 : 0) | bits | opcode
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))])
}

function readAll(bytes: Uint8Array, max = 1_000_000): WebSocketEvent[] {
  const reader = createWebSocketReader(max)
  reader.push(bytes)
  const events: WebSocketEvent[] = []
  for (let event = reader.next(); event !== undefined; event = reader.next()) events.push(event)
  return events
}

const code = (value: number) => Buffer.from([value >> 8, value & 255])

test.each<[string, Buffer, WebSocketEvent[]]>([
  ['a message', frame(2, Buffer.from('hi')), [{ kind: 'message', bytes: Buffer.from('hi') }]],
  ['an empty message', frame(2, Buffer.alloc(0)), [{ kind: 'message', bytes: Buffer.alloc(0) }]],
  ['fragments around a ping', Buffer.concat([frame(2, Buffer.from('a'), { fin: false }), frame(9, Buffer.from('p')), frame(0, Buffer.alloc(0), { fin: false }), frame(0, Buffer.from('b'))]),
    [{ kind: 'ping', bytes: Buffer.from('p') }, { kind: 'message', bytes: Buffer.from('ab') }]],
  ['a close without a code', frame(8, Buffer.alloc(0)), [{ kind: 'close', code: 1000 }]],
  ['a close with a code', frame(8, code(1001)), [{ kind: 'close', code: 1001 }]],
  ['nothing after a close', Buffer.concat([frame(8, code(1000)), frame(2, Buffer.from('x'))]), [{ kind: 'close', code: 1000 }]],
  ['a pong', frame(10, Buffer.alloc(0)), [{ kind: 'pong' }]],
  ['a code that may not be sent', frame(8, code(1005)), [{ kind: 'breach', code: 1002 }]],
  ['a close of one byte', frame(8, Buffer.from([3])), [{ kind: 'breach', code: 1002 }]],
  ['an unmasked frame', Buffer.from([0x82, 1, 65]), [{ kind: 'breach', code: 1002 }]],
  ['a reserved bit', frame(2, Buffer.from('x'), { bits: 0x40 }), [{ kind: 'breach', code: 1002 }]],
  ['a reserved opcode', frame(3, Buffer.from('x')), [{ kind: 'breach', code: 1002 }]],
  ['a fragmented ping', frame(9, Buffer.alloc(0), { fin: false }), [{ kind: 'breach', code: 1002 }]],
  ['a long ping', frame(9, Buffer.alloc(126)), [{ kind: 'breach', code: 1002 }]],
  ['a continuation of nothing', frame(0, Buffer.from('x')), [{ kind: 'breach', code: 1002 }]],
  ['a message inside another', Buffer.concat([frame(2, Buffer.from('a'), { fin: false }), frame(2, Buffer.from('b'))]), [{ kind: 'breach', code: 1002 }]],
  ['text that is none', frame(1, Buffer.from([0xff])), [{ kind: 'breach', code: 1007 }]],
])('%s', (_, bytes, events) => {
  expect(readAll(bytes)).toEqual(events)
})

test('a message may be as long as agreed, fragments together, and no longer', () => {
  expect(readAll(frame(2, Buffer.alloc(10)), 10)).toMatchObject([{ kind: 'message' }])
  expect(readAll(frame(2, Buffer.alloc(11)), 10)).toEqual([{ kind: 'breach', code: 1009 }])
  expect(readAll(Buffer.concat([frame(2, Buffer.alloc(6), { fin: false }), frame(0, Buffer.alloc(6))]), 10)).toEqual([{ kind: 'breach', code: 1009 }])
})

test('messages survive any cut of the bytes', () => {
  const message = fc.uint8Array({ maxLength: 300 })
  fc.assert(fc.property(fc.array(message, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (messages, cuts) => {
    const bytes = Buffer.concat(messages.map((payload) => frame(2, payload)))
    const reader = createWebSocketReader(1000)
    const seen: number[][] = []
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const cut = cuts[turn % cuts.length] ?? 1
      reader.push(bytes.subarray(at, at + cut))
      at += cut
      for (let event = reader.next(); event !== undefined; event = reader.next()) seen.push(event.kind === 'message' ? [...event.bytes] : [])
    }
    expect(seen).toEqual(messages.map((payload) => [...payload]))
  }))
})

test('no bytes break the reader', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    const lengths = readAll(bytes, 200).map((event) => (event.kind === 'message' ? event.bytes.length : 0))
    expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(200)
  }))
})

const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

test('the handshake of RFC 6455’s example', () => {
  const headers = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13', 'sec-websocket-protocol': 'x, v4.channel.k8s.io' }
  expect(planHandshake(headers, protocols)).toEqual({
    ok: true,
    value: {
      protocol: 'v4.channel.k8s.io',
      answer: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
        + 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n',
    },
  })
})

test.each([
  [{ 'sec-websocket-key': 'short', 'sec-websocket-version': '13', 'sec-websocket-protocol': 'v4.channel.k8s.io' }, 'missing or bad Sec-WebSocket-Key'],
  [{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '8', 'sec-websocket-protocol': 'v4.channel.k8s.io' }, 'missing or bad WebSocket Version'],
  [{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' },
    'unable to negotiate protocol: client supports [], server accepts [v5.channel.k8s.io v4.channel.k8s.io]'],
])('handshake %j: %s', (headers, error) => {
  expect(planHandshake(headers, protocols)).toEqual({ ok: false, error })
})

test('pings are answered, and a close is returned', async () => {
  const carrier = createFakeCarrier()
  const socket = speakWebSocket(carrier, 'v4.channel.k8s.io', createStreamTiming(createManualClock(0)))
  await carrier.send(Buffer.concat([frame(9, Buffer.from('p')), frame(2, Buffer.from('m')), frame(8, code(1000))]))
  expect(Buffer.from((await socket.read()) ?? []).toString()).toBe('m')
  expect(await socket.read()).toBeUndefined()
  expect(carrier.sent()).toEqual(Buffer.concat([Buffer.from([0x8a, 1, 112]), Buffer.from([0x88, 2]), code(1000)]))
  expect(carrier.state()).toBe('ended')
  expect(await socket.write(Buffer.from('late'))).toBe(false)
})

test('a peer that stays silent is dropped; one that is heard, or held back by us, is not', async () => {
  const clock = createManualClock(0)
  const timing = { ...createStreamTiming(clock), pingEvery: 10, missedPings: 3 }
  const [silent, heard, held] = [createFakeCarrier(), createFakeCarrier(), createFakeCarrier()]
  const sockets = [silent, heard, held].map((carrier) => speakWebSocket(carrier, 'p', timing))
  const reading = [sockets[0]?.read(), sockets[1]?.read()]
  for (let beat = 0; beat < 6; beat++) {
    clock.advance(10)
    await heard.send(frame(10, Buffer.alloc(0)))
    await new Promise((resolve) => { setImmediate(resolve) })
  }
  expect([silent.state(), heard.state(), held.state()]).toEqual(['destroyed', 'open', 'open'])
  expect(silent.sent()).toEqual(Buffer.from([0x89, 0, 0x89, 0, 0x89, 0]))
  heard.hangUp()
  await Promise.all(reading)
})
