import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTarReader, encodeEnd, encodeEntry, type TarEntry, type TarStep } from './tar-archive.ts'

function readAll(archive: Uint8Array, cut = archive.length): TarStep[] {
  const reader = createTarReader()
  const steps: TarStep[] = []
  for (let at = 0; at < archive.length; at += cut) {
    reader.push(archive.subarray(at, at + cut))
    for (let step = reader.next(); step !== undefined; step = reader.next()) {
      steps.push(step)
      if (step === 'end' || step === 'broken') return steps
    }
  }
  return steps
}

const name = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '가', '-', '.x'), minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'))
const entry: fc.Arbitrary<TarEntry> = fc.record({
  kind: fc.constantFrom('file' as const, 'directory' as const), name, mode: fc.integer({ min: 0, max: 0o7777 }),
  modified: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000), bytes: fc.uint8Array({ maxLength: 1500 }),
}).map((made) => (made.kind === 'directory' ? { ...made, bytes: new Uint8Array() } : made))

test('what is written is read back, however the bytes are cut', () => {
  fc.assert(fc.property(fc.array(entry, { maxLength: 6 }), fc.integer({ min: 1, max: 2000 }), (entries, cut) => {
    const archive = Buffer.concat([...entries.map(encodeEntry), encodeEnd()])
    const steps = readAll(archive, cut)
    expect(steps.map((step) => (typeof step === 'object' ? { ...step, bytes: [...step.bytes] } : step))).toEqual([...entries.map((each) => ({ ...each, bytes: [...each.bytes] })), 'end'])
  }))
})

test('the system’s tar reads what is written', () => {
  const long = `${'deep/'.repeat(30)}file`
  const at = Date.UTC(2026, 0, 2)
  const archive = Buffer.concat([
    encodeEntry({ kind: 'directory', name: 'd', mode: 0o755, modified: at, bytes: new Uint8Array() }),
    encodeEntry({ kind: 'file', name: long, mode: 0o600, modified: at, bytes: Buffer.from('hello') }), encodeEnd(),
  ])
  expect(execFileSync('tar', ['tf', '-'], { input: archive, encoding: 'utf8' })).toBe(`d/\n${long}\n`)
})

test('what is no archive is broken, and nothing crashes', () => {
  expect(readAll(Buffer.alloc(1024, 'x'))).toEqual(['broken'])
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { maxLength: 8 }), (bytes, changes) => {
    const archive = encodeEntry({ kind: 'file', name: 'a', mode: 0o644, modified: 0, bytes })
    for (const [at, value] of changes) if (at < archive.length) archive[at] = value
    expect(readAll(archive).length).toBeLessThan(10)
  }))
})
