import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'podscape-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was written is read again, and is for its owner alone', () => {
  const file = join(folder, 'settings.json')
  openSettings(file, 'en-US').write({ theme: 'dark', selectorHistory: ['env'] })
  expect(openSettings(file, 'en-US').read()).toEqual({ theme: 'dark', language: 'en', selectorHistory: ['env'], layout: {} })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test.each([
  ['no file', undefined],
  ['no JSON', '{'],
  ['an unknown theme', '{"theme":"pink"}'],
  ['an unknown field', '{"theme":"dark","spy":true}'],
])('%s gives the defaults, and a later write mends the file', (_what, text) => {
  const file = join(folder, 'settings.json')
  if (text !== undefined) writeFileSync(file, text)
  const settings = openSettings(file, 'ko-KR')
  expect(settings.read()).toEqual({ theme: 'system', language: 'ko', selectorHistory: [], layout: {} })
  settings.write({ theme: 'light' })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'light' })
})
