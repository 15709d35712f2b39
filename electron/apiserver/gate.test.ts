import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { checkCaller } from './gate.ts'

const token = 'a'.repeat(64)
const gate = { token, hosts: ['127.0.0.1:6443', 'localhost:6443'] }
const good = { host: '127.0.0.1:6443', authorization: `Bearer ${token}` }

function judge(headers: IncomingHttpHeaders, target = '/api/v1/pods', method = 'GET'): number {
  const passed = checkCaller(gate, { method, target, headers })
  return passed.ok ? 200 : passed.error.code
}

test.each<[string, IncomingHttpHeaders, number]>([
  ['its own client', good, 200],
  ['its other name', { ...good, host: 'localhost:6443' }, 200],
  ['its own name in capitals', { ...good, host: 'LOCALHOST:6443' }, 200],
  ['no token', { host: good.host }, 401],
  ['another token', { ...good, authorization: `Bearer ${'b'.repeat(64)}` }, 401],
  ['a part of the token', { ...good, authorization: `Bearer ${'a'.repeat(63)}` }, 401],
  ['an empty token', { ...good, authorization: 'Bearer ' }, 401],
  ['another scheme', { ...good, authorization: `Basic ${token}` }, 401],
  ['no host', { authorization: good.authorization }, 403],
  ['a rebound name', { ...good, host: 'evil.example:6443' }, 403],
  ['another port', { ...good, host: '127.0.0.1:80' }, 403],
  ['a suffix of its name', { ...good, host: '127.0.0.1:6443.evil.example' }, 403],
  ['a foreign page', { ...good, origin: 'https://evil.example' }, 403],
  ['a sandboxed page', { ...good, origin: 'null' }, 403],
  ['plain http of itself', { ...good, origin: 'http://127.0.0.1:6443' }, 403],
  ['its own page', { ...good, origin: 'https://127.0.0.1:6443' }, 200],
  ['a cross-site fetch', { ...good, 'sec-fetch-site': 'cross-site' }, 403],
  ['a same-site fetch', { ...good, 'sec-fetch-site': 'same-site' }, 403],
  ['an address typed', { ...good, 'sec-fetch-site': 'none' }, 200],
])('%s', (_name, headers, code) => {
  expect(judge(headers)).toBe(code)
})

test.each<[string, number]>([
  ['/healthz', 200], ['/livez?verbose', 200], ['/readyz/ping', 200], ['/version', 401], ['/api', 401], ['/', 401], ['/healthz/../api', 400], ['/healthz%2f..%2fapi', 400],
])('without a token, %s is %d', (target, code) => {
  expect(judge({ host: good.host }, target)).toBe(code)
})

test.each<[string, IncomingHttpHeaders, number]>([
  ['POST', {}, 415],
  ['POST', { 'content-type': 'application/json' }, 200],
  ['POST', { connection: 'Upgrade', upgrade: 'SPDY/3.1' }, 200],
  ['PUT', {}, 200],
  ['DELETE', {}, 200],
])('%s with %j is %d', (method, headers, code) => {
  expect(judge({ ...good, ...headers }, '/api/v1/namespaces/a/pods', method)).toBe(code)
})
