import { pump } from '../../../shared/lang/pipe.ts'
import { type Carrier, carrySocket } from './carrier.ts'
import { type ForwardTarget, formatForwardError, parsePort } from './forward-target.ts'
import { servePortChannels } from './port-channels.ts'
import { serveSpdy, type SpdyStream } from './spdy.ts'
import type { StreamTiming } from './timing.ts'
import { planSpdyHandshake, readUpgrade, refuseUpgrade, type UpgradeRequest } from './upgrade.ts'
import { planHandshake, speakWebSocket } from './websocket.ts'

const tunnel = 'SPDY/3.1+portforward.k8s.io'
const channels = 'v4.channel.k8s.io'

async function forward(target: ForwardTarget, port: number, error: SpdyStream, data: SpdyStream): Promise<void> {
  const connected = target.connect(port)
  if (connected.ok) {
    const { input, output } = connected.value
    await Promise.all([pump(data.input, output), pump(input, data.output)])
  } else {
    await error.output.write(formatForwardError(target, port, connected.error))
    data.input.cancel()
    data.output.end()
  }
  error.input.cancel()
  error.output.end()
}

interface Pair {
  readonly error?: SpdyStream
  readonly data?: SpdyStream
  readonly giveUp: () => void
}

/** Pairs the error and the data stream of each forwarded connection by their request id, and connects them. Resolves when the session is over. */
async function serveForwardSpdy(carrier: Carrier, target: ForwardTarget, timing: StreamTiming): Promise<void> {
  const pairs = new Map<string, Pair>()
  const session = serveSpdy(carrier, timing, (stream) => {
    const type = stream.headers['streamtype']
    const port = parsePort(stream.headers['port'])
    if ((type !== 'error' && type !== 'data') || port === undefined) return stream.reset()
    const request = stream.headers['requestid'] ?? ''
    const waiting = pairs.get(request)
    if (waiting?.[type] !== undefined) return stream.reset()
    const partner = type === 'error' ? waiting?.data : waiting?.error
    if (waiting !== undefined && partner !== undefined) {
      waiting.giveUp()
      pairs.delete(request)
      void (type === 'error' ? forward(target, port, stream, partner) : forward(target, port, partner, stream))
      return
    }
    const giveUp = timing.clock.after(timing.start, () => {
      pairs.delete(request)
      stream.reset()
    })
    pairs.set(request, { [type]: stream, giveUp })
  })
  await session.ended
  for (const pair of pairs.values()) pair.giveUp()
}

/**
 * Serves `pods/portforward` on a socket that asked for an upgrade: SPDY/3.1 tunnelled in a WebSocket, bare SPDY/3.1, or the channels
 * of v4.channel.k8s.io that JavaScript clients use. Resolves when the connection is over; never rejects for what a client does.
 */
export async function servePortForward(request: UpgradeRequest, timing: StreamTiming, target: ForwardTarget): Promise<void> {
  const { headers, query, socket, head } = request
  switch (readUpgrade(headers)) {
    case 'websocket': {
      const handshake = planHandshake(headers, [tunnel, channels])
      if (!handshake.ok) return refuseUpgrade(socket, 400, handshake.error)
      const { protocol, answer } = handshake.value
      const ports = query.getAll('ports').flatMap((value) => value.split(',')).map(parsePort)
      const valid = ports.filter((port) => port !== undefined)
      // a channel is a byte, and a port has two
      if (protocol === channels && (valid.length !== ports.length || valid.length === 0 || valid.length > 128)) {
        return refuseUpgrade(socket, 400, valid.length === 0 ? 'query parameter "ports" is required' : `unable to parse "${query.getAll('ports').join(',')}" as ports`)
      }
      socket.write(answer)
      const spoken = speakWebSocket(carrySocket(socket, head, timing), protocol, timing)
      return protocol === channels ? servePortChannels(spoken, valid, target) : serveForwardSpdy(spoken, target, timing)
    }
    case 'spdy': {
      const handshake = planSpdyHandshake(headers, ['portforward.k8s.io'])
      if (!handshake.ok) return refuseUpgrade(socket, 403, handshake.error)
      socket.write(handshake.value.answer)
      return serveForwardSpdy(carrySocket(socket, head, timing), target, timing)
    }
    case undefined: return refuseUpgrade(socket, 400, 'Upgrade request required')
  }
}
