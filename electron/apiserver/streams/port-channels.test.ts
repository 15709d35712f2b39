import { expect, test } from 'vitest'
import { createPipe, pump } from '../../../shared/lang/pipe.ts'
import { fail, ok } from '../../../shared/lang/result.ts'
import { createFakeCarrier } from './fake-carrier.ts'
import type { ForwardTarget } from './forward-target.ts'
import { servePortChannels } from './port-channels.ts'

test('each port has a channel for data and one for errors', async () => {
  const messages: string[] = []
  const carrier = createFakeCarrier()
  const socket = {
    ...carrier,
    protocol: 'v4.channel.k8s.io',
    write: async (...parts: readonly Uint8Array[]) => messages.push(Buffer.concat(parts).toString('latin1')) > 0,
  }
  const target: ForwardTarget = {
    pod: 'web',
    connect: (port) => {
      if (port !== 80) return fail('connection refused')
      const [up, down] = [createPipe(), createPipe()]
      void pump(up, down)
      return ok({ input: down, output: up })
    },
  }
  const served = servePortChannels(socket, [80, 81], target)
  await carrier.send(Buffer.from('\0hello'))
  while (messages.length < 6) await new Promise((resolve) => { setImmediate(resolve) })
  carrier.hangUp()
  await served
  expect(messages.sort()).toEqual([
    '\0P\0', '\0hello', '\x01P\0', '\x02Q\0', '\x03Q\0', '\x03error forwarding port 81 to pod web, uid : connection refused',
  ].sort())
})
