import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KUBERNETES_VERSION } from '../../electron/cluster/index.ts'
import { ledger } from '../../renderer/fidelity/ledger.ts'
import { makeLedger, readRuns, writeLedgerPage } from '../support/ledger.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'test/conformance/transcripts')
const transcripts = Object.fromEntries(readdirSync(folder).toSorted().map((file) => [file, readFileSync(join(folder, file), 'utf8')]))

test('the ledger says what the registry and the transcripts say: `npm run ledger` writes it', () => {
  expect(ledger).toEqual(makeLedger(transcripts, readRuns(ledger), KUBERNETES_VERSION))
  expect(readFileSync(join(root, 'build/ledger.md'), 'utf8')).toBe(writeLedgerPage(ledger))
})

test('every transcript shows a behaviour, and every command of it belongs to one', () => {
  for (const { file, behaviours } of ledger.transcripts) {
    const commands = transcripts[file]?.split('\n').filter((line) => line.startsWith('$ ')).length
    expect({ file, commands: behaviours.reduce((sum, one) => sum + one.commands, 0) }).toEqual({ file, commands })
  }
})
