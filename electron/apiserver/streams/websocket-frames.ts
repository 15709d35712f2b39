import { createByteQueue } from './byte-queue.ts'

/** What a client sends over a WebSocket, its fragments put together. */
export type WebSocketEvent =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  | { readonly kind: 'ping'; readonly bytes: Buffer }
  | { readonly kind: 'pong' }
  | { readonly kind: 'close'; readonly code: number }
  /** RFC 6455 was broken; the connection is to be closed with this code. */
  | { readonly kind: 'breach'; readonly code: 1002 | 1007 | 1009 }

const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export type SentOpcode = Exclude<keyof typeof opcodes, 'continuation' | 'text'>

/** The head of a frame that a server sends: unmasked, and never in fragments. */
export function encodeFrameHead(opcode: SentOpcode, length: number): Buffer {
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 0x80 | opcodes[opcode]
  if (length < 126) head[1] = length
  else if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

function unmask(payload: Buffer, mask: Buffer): Buffer {
  const bytes = Buffer.from(payload)
  for (let index = 0; index < bytes.length; index++) bytes[index] = (bytes[index] ?? 0) ^ (mask[index & 3] ?? 0)
  return bytes
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** RFC 6455 section 7.4: the codes that may be sent. */
function mayClose(code: number): boolean {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1011) || (code >= 3000 && code <= 4999)
}

function readClose(payload: Buffer): WebSocketEvent {
  if (payload.length === 0) return { kind: 'close', code: 1000 }
  const code = payload.length === 1 ? 0 : payload.readUInt16BE(0)
  if (!mayClose(code)) return { kind: 'breach', code: 1002 }
  return isText(payload.subarray(2)) ? { kind: 'close', code } : { kind: 'breach', code: 1007 }
}

export interface WebSocketReader {
  push(bytes: Uint8Array): void
  /** The next event, or undefined until more bytes are pushed. After a close or a breach there is no other. */
  next(): WebSocketEvent | undefined
}

/** Reads what a client sends. A message may be `maxMessage` bytes long, all fragments together. */
export function createWebSocketReader(maxMessage: number): WebSocketReader {
  const queue = createByteQueue()
  let message: { readonly text: boolean; readonly parts: Buffer[] } | undefined
  let size = 0

  const addPart = (opcode: number, last: boolean, payload: Buffer): WebSocketEvent | undefined => {
    if ((opcode === opcodes.continuation) !== (message !== undefined)) return { kind: 'breach', code: 1002 }
    message ??= { text: opcode === opcodes.text, parts: [] }
    if (payload.length > 0) message.parts.push(payload)
    size += payload.length
    if (!last) return undefined
    const { text, parts } = message
    message = undefined
    size = 0
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
    return text && !isText(bytes) ? { kind: 'breach', code: 1007 } : { kind: 'message', bytes }
  }

  /** One frame: an event, 'more' when it is a fragment, undefined when it has not all come yet. */
  const readFrame = (): WebSocketEvent | 'more' | undefined => {
    if (queue.length < 2) return undefined
    const start = queue.peek(2)
    const first = start.readUInt8(0)
    const second = start.readUInt8(1)
    const opcode = first & 15
    const last = (first & 0x80) !== 0
    const short = second & 127
    const control = opcode >= opcodes.close
    const known = opcode <= opcodes.binary || (opcode >= opcodes.close && opcode <= opcodes.pong)
    if ((first & 0x70) !== 0 || (second & 0x80) === 0 || !known || (control && (!last || short > 125))) return { kind: 'breach', code: 1002 }
    const headLength = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0)
    if (queue.length < headLength) return undefined
    const head = queue.peek(headLength)
    const length = short === 126 ? head.readUInt16BE(2) : short === 127 ? Number(head.readBigUInt64BE(2)) : short
    if (length + (control ? 0 : size) > maxMessage) return { kind: 'breach', code: 1009 }
    if (queue.length < headLength + 4 + length) return undefined
    queue.take(headLength)
    const mask = Buffer.from(queue.take(4))
    const payload = unmask(queue.take(length), mask)
    switch (opcode) {
      case opcodes.close: return readClose(payload)
      case opcodes.ping: return { kind: 'ping', bytes: payload }
      case opcodes.pong: return { kind: 'pong' }
      default: return addPart(opcode, last, payload) ?? 'more'
    }
  }

  let over = false
  return {
    push: (bytes) => {
      if (!over) queue.push(bytes)
    },
    next: () => {
      if (over) return undefined
      let event = readFrame()
      while (event === 'more') event = readFrame()
      over = event?.kind === 'close' || event?.kind === 'breach'
      return event
    },
  }
}
