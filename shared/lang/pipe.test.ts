import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ByteSource, createPipe, pump } from './pipe.ts'

async function readAll(source: ByteSource): Promise<number[]> {
  const all: number[] = []
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) all.push(...bytes)
  return all
}

test('what is written is read, in order, however small the room', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 })
  await fc.assert(fc.asyncProperty(chunks, fc.integer({ min: 0, max: 30 }), async (written, room) => {
    const [first, second] = [createPipe(room), createPipe(room)]
    const read = readAll(second)
    const carried = pump(first, second)
    for (const bytes of written) expect(await first.write(bytes)).toBe(true)
    first.end()
    await carried
    expect(await read).toEqual(written.flatMap((bytes) => [...bytes]))
  }))
})

test('the writer waits for room', async () => {
  const pipe = createPipe(4)
  expect(await pipe.write(new Uint8Array(4))).toBe(true)
  let done = false
  const late = pipe.write(new Uint8Array(1)).then((wanted) => {
    done = true
    return wanted
  })
  await Promise.resolve()
  expect(done).toBe(false)
  await pipe.read()
  expect(await late).toBe(true)
})

test('a writer learns that the reader has gone', async () => {
  const pipe = createPipe(0)
  const waiting = pipe.write(new Uint8Array(1))
  pipe.cancel()
  expect(await waiting).toBe(false)
  expect(await pipe.write(new Uint8Array(1))).toBe(false)
  expect(await pipe.read()).toBeUndefined()
})
