import { type ByteSink, type ByteSource, pump } from '../../../shared/lang/pipe.ts'
import { StatusError } from '../../../shared/status/index.ts'
import { carrySocket } from './carrier.ts'
import { type CommandOptions, parseCommandOptions } from './command-options.ts'
import { buildEndStatus, encodeEndStatus } from './command-status.ts'
import { type CommandStreams, openCommandChannels, openCommandSpdy } from './command-streams.ts'
import type { Process } from './process.ts'
import type { StreamTiming } from './timing.ts'
import { planSpdyHandshake, readUpgrade, refuseUpgrade, type UpgradeRequest } from './upgrade.ts'
import { planHandshake, speakWebSocket } from './websocket.ts'

const webSocketProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
const spdyProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io']

/** Copies a process's output to the client. A client that takes no more must not block the process: the rest is dropped. */
async function copyOutput(source: ByteSource, sink: ByteSink): Promise<void> {
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) {
    if (!(await sink.write(bytes))) return source.cancel()
  }
}

async function connectProcess(streams: CommandStreams, process: Process, options: CommandOptions): Promise<void> {
  if (options.stdin) void pump(streams.stdin, process.stdin)
  else process.stdin.end()
  streams.onResize((size) => process.resize(size))
  const output = Promise.all([copyOutput(process.stdout, streams.stdout), copyOutput(process.stderr, streams.stderr)])
  const left = await Promise.race([streams.gone.then(() => true), output.then(() => process.ended).then(() => false)])
  if (left) return process.hangUp()
  const status = buildEndStatus(await process.ended, options.verb, streams.transport)
  await streams.finish(encodeEndStatus(status, streams.protocol))
}

function startOrRefuse(start: () => Process): Process | StatusError {
  try {
    return start()
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
}

/** Answers the upgrade and opens the client's streams; undefined when it was refused or came to nothing. */
async function openStreams(request: UpgradeRequest, options: CommandOptions, timing: StreamTiming): Promise<CommandStreams | undefined> {
  const { headers, socket, head } = request
  const refuse = (code: 400 | 403, message: string): undefined => {
    refuseUpgrade(socket, code, message)
    return undefined
  }
  const upgrade = readUpgrade(headers)
  if (upgrade === undefined) return refuse(400, 'Upgrade request required')
  if (upgrade === 'websocket') {
    const handshake = planHandshake(headers, webSocketProtocols)
    if (!handshake.ok) return refuse(400, handshake.error)
    socket.write(handshake.value.answer)
    return openCommandChannels(speakWebSocket(carrySocket(socket, head, timing), handshake.value.protocol, timing), options)
  }
  const handshake = planSpdyHandshake(headers, spdyProtocols)
  if (!handshake.ok) return refuse(403, handshake.error)
  socket.write(handshake.value.answer)
  return openCommandSpdy(carrySocket(socket, head, timing), handshake.value.protocol, options, timing)
}

/**
 * Serves `pods/exec` or `pods/attach` on a socket that asked for an upgrade: WebSocket (v5, v4) or SPDY/3.1 (v5 to v1).
 * `start` is called once the client's streams are open; a StatusError that it throws is what the client is told.
 * Resolves when the connection is over; never rejects for what a client does.
 */
export async function serveRemoteCommand(
  verb: CommandOptions['verb'], request: UpgradeRequest, timing: StreamTiming, start: (options: CommandOptions) => Process,
): Promise<void> {
  const options = parseCommandOptions(verb, request.query)
  if (!options.ok) return refuseUpgrade(request.socket, 400, options.error)
  const streams = await openStreams(request, options.value, timing)
  if (streams === undefined) return
  const process = startOrRefuse(() => start(options.value))
  if (process instanceof StatusError) await streams.finish(encodeEndStatus(process.status, streams.protocol))
  else await connectProcess(streams, process, options.value)
}
