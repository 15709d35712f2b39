import { beforeEach, expect, test, vi } from 'vitest'
import type { EventName, Events } from '../../shared/ipc/contract.ts'

interface Asked { readonly name: string; readonly input: unknown; answer(value: unknown): void; refuse(error: Error): void }

const { asked, listeners } = vi.hoisted(() => ({ asked: [] as Asked[], listeners: new Map<string, Set<(fact: unknown) => void>>() }))
vi.mock('./bridge.ts', () => ({
  bridge: {
    request: (name: string, input: unknown) => new Promise((answer, refuse) => {
      asked.push({ name, input, answer, refuse })
    }),
    on: (name: string, listener: (fact: unknown) => void) => {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listener))
      return () => all.delete(listener)
    },
  },
}))
const { resizeShell, startShell, useTerminal } = await import('./terminal-store.ts')

const SIZE = { columns: 80, rows: 24 }
const tell = <Name extends EventName>(name: Name, fact: Events[Name]) => listeners.get(name)?.forEach((listener) => listener(fact))
const settle = () => new Promise(setImmediate)
const opened = (id: string) => ({ id, shell: 'bash', kubectl: { state: 'ready' } })
const requests = (name: string) => asked.filter((one) => one.name === name)
const shell = () => useTerminal.getState().shell

let drawn = ''
const start = () => void startShell(SIZE, (text, done) => {
  drawn += text
  done()
})

beforeEach(() => {
  asked.length = 0
  drawn = ''
})

test('a screen that changes its size while the shell starts is the size of the shell', async () => {
  start()
  resizeShell({ columns: 100, rows: 30 })
  resizeShell({ columns: 120, rows: 40 })
  requests('terminal:open')[0]?.answer(opened('a'))
  await settle()
  expect(requests('terminal:resize').map(({ input }) => input)).toEqual([{ id: 'a', size: { columns: 120, rows: 40 } }])
})

test('what a shell writes before it is said to be there is drawn, what one before wrote is not', async () => {
  start()
  tell('terminal:data', { id: 'old', text: 'late ' })
  tell('terminal:data', { id: 'a', text: 'first ' })
  tell('terminal:exit', { id: 'old', code: 1 })
  requests('terminal:open')[0]?.answer(opened('a'))
  await settle()
  tell('terminal:data', { id: 'old', text: 'late ' })
  tell('terminal:data', { id: 'a', text: 'second' })
  tell('terminal:exit', { id: 'old', code: 1 })
  await settle()
  expect(drawn).toBe('first second')
  expect(requests('terminal:drawn').map(({ input }) => input)).toEqual([{ id: 'a', characters: 6 }, { id: 'a', characters: 6 }])
  expect(shell()).toEqual({ state: 'running', id: 'a' })
})

test('a shell that ends before it is said to be there has ended', async () => {
  start()
  tell('terminal:exit', { id: 'a', code: 3 })
  requests('terminal:open')[0]?.answer(opened('a'))
  await settle()
  expect(shell()).toEqual({ state: 'ended', code: 3 })
})

test.each([
  ['as they were asked', ['a', 'b']], ['the other way round', ['b', 'a']],
] as const)('of two starts the later one counts, its answers coming %s', async (_how, order) => {
  start()
  start()
  const [first, second] = requests('terminal:open')
  for (const id of order) {
    const one = id === 'a' ? first : second
    one?.answer(opened(id))
    await settle()
  }
  tell('terminal:data', { id: 'a', text: 'dead' })
  tell('terminal:exit', { id: 'a', code: 1 })
  await settle()
  expect([shell(), drawn]).toEqual([{ state: 'running', id: 'b' }, ''])
})

test('a start that fails when another has taken its place is not told of', async () => {
  start()
  start()
  const [first, second] = requests('terminal:open')
  second?.answer(opened('b'))
  first?.refuse(new Error('no shell'))
  await settle()
  expect(shell()).toEqual({ state: 'running', id: 'b' })
})
