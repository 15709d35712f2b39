import { type ByteSink, createPipe, pump } from '../../../shared/lang/pipe.ts'
import { type ForwardTarget, formatForwardError } from './forward-target.ts'
import type { WebSocket } from './websocket.ts'

/** Of what a client sent to one port and its listener has not read. */
const portRoom = 256 * 1024

/** A port as the first message of each of its channels names it. */
function encodePort(port: number): Uint8Array {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(port)
  return bytes
}

/**
 * The older form of port-forward over WebSocket: one connection a port; channel 2i carries the data of port i, 2i + 1 its errors.
 * Resolves when the connection is over.
 */
export async function servePortChannels(socket: WebSocket, ports: readonly number[], target: ForwardTarget): Promise<void> {
  const outputs: ByteSink[] = []
  const served = ports.map(async (port, index) => {
    const [data, error] = [Buffer.from([2 * index]), Buffer.from([2 * index + 1])]
    const upload = createPipe(portRoom)
    outputs.push(upload)
    await socket.write(data, encodePort(port))
    await socket.write(error, encodePort(port))
    const connected = target.connect(port)
    if (!connected.ok) {
      upload.cancel()
      await socket.write(error, formatForwardError(target, port, connected.error))
      return
    }
    const { input, output } = connected.value
    void pump(upload, output)
    for (let bytes = await input.read(); bytes !== undefined; bytes = await input.read()) {
      if (!(await socket.write(data, bytes))) return input.cancel()
    }
  })
  void Promise.all(served).then(() => socket.end())
  for (let message = await socket.read(); message !== undefined; message = await socket.read()) {
    const channel = message[0] ?? 1
    if (channel % 2 === 0) await outputs[channel / 2]?.write(message.subarray(1))
  }
  for (const output of outputs) output.end()
}
