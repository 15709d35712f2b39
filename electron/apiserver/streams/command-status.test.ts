import { expect, test } from 'vitest'
import { parseCommandOptions } from './command-options.ts'
import { buildEndStatus, encodeEndStatus } from './command-status.ts'
import { parseSize } from './command-streams.ts'
import { parsePort } from './forward-target.ts'
import { planSpdyHandshake, readUpgrade } from './upgrade.ts'

test.each([
  ['stdin=true&stdout=true&tty=true&stderr=true', { stdin: true, stdout: true, stderr: false, tty: true }],
  ['stdout=1&stderr=1', { stdin: false, stdout: true, stderr: true, tty: false }],
])('%s', (query, options) => {
  expect(parseCommandOptions('exec', new URLSearchParams(query))).toEqual({ ok: true, value: { verb: 'exec', ...options } })
})

test('at least one stream must be asked for', () => {
  expect(parseCommandOptions('exec', new URLSearchParams('tty=true&stderr=true'))).toEqual({ ok: false, error: 'you must specify at least 1 of stdin, stdout, stderr' })
})

test.each([
  ['v5.channel.k8s.io', 0, '{"metadata":{},"status":"Success"}'],
  ['v4.channel.k8s.io', 3, '{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: command terminated with exit code 3","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}'],
  ['v2.channel.k8s.io', 0, ''],
  ['', 3, 'command terminated with non-zero exit code: command terminated with exit code 3'],
])('in %j the exit code %i is %s', (protocol, code, text) => {
  expect(Buffer.from(encodeEndStatus(buildEndStatus({ kind: 'exited', code }, 'exec', 'spdy'), protocol)).toString()).toBe(text)
})

test.each([
  ['{"Width":80,"Height":24}', { width: 80, height: 24 }],
  ['{"Width":-1,"Height":24}', undefined],
  ['{"Width":"80","Height":24}', undefined],
  ['null', undefined],
  ['{', undefined],
])('size %s', (text, size) => {
  expect(parseSize(Buffer.from(text))).toEqual(size)
})

test.each([['80', 80], ['0', undefined], ['65536', undefined], ['8e1', undefined], ['', undefined], [undefined, undefined]])('port %s', (text, port) => {
  expect(parsePort(text)).toBe(port)
})

test.each([
  [{ connection: 'Upgrade', upgrade: 'websocket' }, 'websocket'],
  [{ connection: 'keep-alive, Upgrade', upgrade: 'SPDY/3.1' }, 'spdy'],
  [{ connection: 'close', upgrade: 'websocket' }, undefined],
  [{ connection: 'Upgrade', upgrade: 'h2c' }, undefined],
])('%j asks for %s', (headers, upgrade) => {
  expect(readUpgrade(headers)).toBe(upgrade)
})

test.each([
  ['v9.channel.k8s.io, v4.channel.k8s.io', 'v4.channel.k8s.io'],
  [undefined, ''],
])('of %s, %j is spoken', (offered, protocol) => {
  const plan = planSpdyHandshake(offered === undefined ? {} : { 'x-stream-protocol-version': offered }, ['v5.channel.k8s.io', 'v4.channel.k8s.io'])
  expect(plan).toMatchObject({ ok: true, value: { protocol } })
})

test('protocols without a common one are refused', () => {
  expect(planSpdyHandshake({ 'x-stream-protocol-version': 'v9' }, ['v4.channel.k8s.io'])).toEqual({
    ok: false, error: 'unable to upgrade: unable to negotiate protocol: client supports [v9], server accepts [v4.channel.k8s.io]',
  })
})
