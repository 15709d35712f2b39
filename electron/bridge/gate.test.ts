import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ ipcMain: {}, protocol: {}, app: {}, session: {}, Menu: {}, BrowserWindow: {}, nativeTheme: {} }))
const { checkSender } = await import('./gate.ts')
const { DROP_SCHEMA, SCHEMAS } = await import('./schemas.ts')

const from = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } }) as unknown as Parameters<typeof checkSender>[0]

test('only the main frame of our own page is heard', () => {
  expect(() => checkSender(from('app://podscape/'))).not.toThrow()
  for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://other/', 'app://podscape.evil/', 'data:text/html,x', 'about:blank']) {
    expect(() => checkSender(from(url)), url).toThrow(/refused/)
  }
  expect(() => checkSender(from('app://podscape/', {}))).toThrow(/refused/)
  expect(() => checkSender({ senderFrame: null } as unknown as Parameters<typeof checkSender>[0])).toThrow(/refused/)
})

const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'kubia' }

test.each([
  ['object:get', ref, true],
  ['object:get', { ...ref, name: 3 }, false],
  ['object:get', { ...ref, path: '/etc' }, false],
  ['object:get', null, false],
  ['object:delete', { refs: [ref] }, true],
  ['object:delete', { refs: ref }, false],
  ['object:label', { refs: [ref], set: { a: 'b' }, remove: [], overwrite: false }, true],
  ['object:label', { refs: [ref], set: { a: 1 }, remove: [], overwrite: false }, false],
  ['manifests:import', { source: { kind: 'files', token: 't' } }, true],
  ['manifests:import', { source: { kind: 'files', token: 't' }, namespace: 'a' }, true],
  ['manifests:import', { source: { kind: 'files', path: '/etc/passwd' } }, false],
  ['manifests:import', { source: { kind: 'retry', id: 'i', edits: { 0: 'a: b' }, leaveOutRefused: false } }, true],
  ['manifests:import', { source: { kind: 'retry', id: 'i', edits: { x: 'a: b' }, leaveOutRefused: false } }, false],
  ['settings:save', { theme: 'dark' }, true],
  ['settings:save', { theme: 'pink' }, false],
  ['history:undo', {}, true],
  ['window:start', undefined, true],
  ['window:start', {}, false],
] as const)('%s %j: %s', (name, input, good) => {
  expect(SCHEMAS[name].safeParse(input).success).toBe(good)
})

test('every pod of the largest demo can be deleted and labelled at once', () => {
  const refs = Array.from({ length: 1_000_000 }, () => ref)
  expect(SCHEMAS['object:delete'].safeParse({ refs }).success).toBe(true)
  expect(SCHEMAS['object:label'].safeParse({ refs, set: {}, remove: ['a'], overwrite: false }).success).toBe(true)
})

test('a drop is a list of paths', () => {
  expect(DROP_SCHEMA.safeParse(['/a']).success).toBe(true)
  for (const bad of [[], [''], ['a'.repeat(5_000)], 'a', [1]]) expect(DROP_SCHEMA.safeParse(bad).success, JSON.stringify(bad).slice(0, 20)).toBe(false)
})
