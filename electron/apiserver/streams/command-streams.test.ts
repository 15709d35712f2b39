import { expect, test } from 'vitest'
import { createManualClock } from '../../cluster/index.ts'
import { openCommandChannels, openCommandSpdy } from './command-streams.ts'
import { createFakeCarrier } from './fake-carrier.ts'
import { createStreamTiming } from './timing.ts'

const options = { verb: 'exec', stdin: true, stdout: true, stderr: true, tty: false } as const

test('a client that does not open its SPDY streams in time is let go', async () => {
  const clock = createManualClock(0)
  const carrier = createFakeCarrier()
  const opened = openCommandSpdy(carrier, 'v4.channel.k8s.io', options, createStreamTiming(clock))
  clock.advance(29_999)
  expect(carrier.state()).toBe('open')
  clock.advance(1)
  expect(await opened).toBeUndefined()
  expect(carrier.state()).toBe('ended')
})

/** A WebSocket without a peer whose messages are kept one by one. */
function createFakeSocket(protocol: string) {
  const carrier = createFakeCarrier()
  const messages: string[] = []
  const write = async (...parts: readonly Uint8Array[]) => messages.push(Buffer.concat(parts).toString('latin1')) > 0
  return { ...carrier, protocol, write, messages }
}

test('channels carry stdin, its end, sizes, both outputs and the status', async () => {
  const socket = createFakeSocket('v5.channel.k8s.io')
  const streams = openCommandChannels(socket, options)
  for (const message of ['\0early', '\x04{"Width":80,"Height":24}', '\x04nonsense', '\x09unknown', '\xff\0', '\0late']) await socket.send(Buffer.from(message, 'latin1'))
  expect(Buffer.from((await streams.stdin.read()) ?? []).toString()).toBe('early')
  expect(await streams.stdin.read()).toBeUndefined()
  const sizes: unknown[] = []
  streams.onResize((size) => sizes.push(size))
  expect(sizes).toEqual([{ width: 80, height: 24 }])
  await streams.stdout.write(Buffer.from('out'))
  await streams.stderr.write(Buffer.from('err'))
  await streams.finish(Buffer.from('{}'))
  expect(socket.messages).toEqual(['\x01out', '\x02err', '\x03{}'])
  expect(socket.state()).toBe('ended')
})

test('what was not asked for is neither taken nor given', async () => {
  const socket = createFakeSocket('v4.channel.k8s.io')
  const streams = openCommandChannels(socket, { ...options, stdin: false, stderr: false })
  await socket.send(Buffer.from('\0typed'))
  expect(await streams.stdin.read()).toBeUndefined()
  expect(await streams.stderr.write(Buffer.from('err'))).toBe(true)
  expect(socket.messages).toEqual([])
  socket.hangUp()
  await streams.gone
})
