import { type ByteSink, type ByteSource, createPipe } from '../../../shared/lang/pipe.ts'
import type { CommandOptions } from './command-options.ts'
import type { CommandTransport } from './command-status.ts'
import type { TerminalSize } from './process.ts'
import { serveSpdy, type SpdyStream } from './spdy.ts'
import { type StreamTiming, within } from './timing.ts'
import type { Carrier } from './carrier.ts'
import type { WebSocket } from './websocket.ts'

/** The client's ends of a command's streams, whatever carries them. Streams that were not asked for take and give nothing. */
export interface CommandStreams {
  readonly transport: CommandTransport
  readonly protocol: string
  readonly stdin: ByteSource
  readonly stdout: ByteSink
  readonly stderr: ByteSink
  /** Resolves when the client is gone or done. */
  readonly gone: Promise<void>
  onResize(listener: (size: TerminalSize) => void): void
  /** Sends the status and ends the session; resolves when the connection is over. */
  finish(status: Uint8Array): Promise<void>
}

/** Of stdin that came before the command reads it. */
const stdinRoom = 256 * 1024

/** `{"Width":80,"Height":24}`, or undefined for anything else. */
export function parseSize(bytes: Uint8Array): TerminalSize | undefined {
  try {
    const size: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (typeof size !== 'object' || size === null || !('Width' in size) || !('Height' in size)) return undefined
    const { Width: width, Height: height } = size
    const fits = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535
    return fits(width) && fits(height) ? { width, height } : undefined
  } catch {
    return undefined
  }
}

/** Hands sizes on, keeping the last one for a listener that comes later. */
function createSizes() {
  let last: TerminalSize | undefined
  let listener: ((size: TerminalSize) => void) | undefined
  return {
    push: (bytes: Uint8Array) => {
      const size = parseSize(bytes)
      if (size === undefined) return
      last = size
      listener?.(size)
    },
    listen: (next: (size: TerminalSize) => void) => {
      listener = next
      if (last !== undefined) next(last)
    },
  }
}

const nowhere: ByteSink = { write: async () => true, end: () => undefined }

const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/** The channels of v4 and v5.channel.k8s.io: the first byte of a message names its stream; v5 can close one. */
export function openCommandChannels(socket: WebSocket, options: CommandOptions): CommandStreams {
  const stdin = createPipe(stdinRoom)
  if (!options.stdin) stdin.end()
  const sizes = createSizes()
  const channel = (number: number): ByteSink => ({
    write: (bytes) => socket.write(Buffer.from([number]), bytes),
    end: () => undefined,
  })
  const run = async () => {
    for (let message = await socket.read(); message !== undefined; message = await socket.read()) {
      const [number, named] = message
      if (number === channels.stdin) await stdin.write(message.subarray(1))
      else if (number === channels.resize) sizes.push(message.subarray(1))
      else if (number === channels.close && named === channels.stdin) stdin.end()
    }
    stdin.end()
  }
  const gone = run()
  return {
    transport: 'websocket',
    protocol: socket.protocol,
    stdin,
    stdout: options.stdout ? channel(channels.stdout) : nowhere,
    stderr: options.stderr ? channel(channels.stderr) : nowhere,
    gone,
    onResize: sizes.listen,
    finish: async (status) => {
      await socket.write(Buffer.from([channels.error]), status)
      socket.end()
      stdin.cancel()
      await gone
    },
  }
}

async function readSizes(input: ByteSource, push: (bytes: Uint8Array) => void): Promise<void> {
  for (let bytes = await input.read(); bytes !== undefined; bytes = await input.read()) push(bytes)
}

/** One SPDY stream each for error, stdin, stdout, stderr and resize. Undefined when the client does not open what it asked for in time. */
export async function openCommandSpdy(
  carrier: Carrier, protocol: string, options: CommandOptions, timing: StreamTiming,
): Promise<CommandStreams | undefined> {
  const resizes = options.tty && /^v[345]\./.test(protocol)
  const wanted = [
    'error', ...(options.stdin ? ['stdin'] : []), ...(options.stdout ? ['stdout'] : []), ...(options.stderr ? ['stderr'] : []),
    ...(resizes ? ['resize'] : []),
  ]
  const open = new Map<string, SpdyStream>()
  let complete: () => void = () => undefined
  const all = new Promise<true>((resolve) => {
    complete = () => resolve(true)
  })
  const session = serveSpdy(carrier, timing, (stream) => {
    const type = stream.headers['streamtype'] ?? ''
    if (!wanted.includes(type) || open.has(type)) return stream.reset()
    open.set(type, stream)
    if (open.size === wanted.length) complete()
  })
  const inTime = await Promise.race([within(all, timing.start, timing.clock), session.ended])
  const error = open.get('error')
  if (inTime !== true || error === undefined) {
    session.end()
    return undefined
  }
  const sizes = createSizes()
  const resize = open.get('resize')
  if (resize !== undefined) void readSizes(resize.input, sizes.push)
  const finish = async (status: Uint8Array) => {
    await error.output.write(status)
    for (const stream of open.values()) stream.output.end()
    // a client whose connection goes first may lose what it has not read
    await within(session.ended, timing.linger, timing.clock)
    session.end()
    await session.ended
  }
  const stdin = createPipe(0)
  stdin.end()
  return {
    transport: 'spdy',
    protocol,
    stdin: open.get('stdin')?.input ?? stdin,
    stdout: open.get('stdout')?.output ?? nowhere,
    stderr: open.get('stderr')?.output ?? nowhere,
    gone: session.ended,
    onResize: sizes.listen,
    finish,
  }
}
