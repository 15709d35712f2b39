import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pace } from '../cluster/index.ts'
import { openPieces, type Pieces, streamPieces } from './pieces.ts'

const atOnce: Pace = { turn: () => Promise.resolve(), isOver: () => false }

/** Writes each text where the one before it was, as lists do. */
function* overwriting(texts: readonly string[]): Pieces {
  const memory = Buffer.alloc(1_000)
  for (const text of texts.slice(0, -1)) yield memory.subarray(0, memory.write(text))
  return memory.subarray(0, memory.write(texts.at(-1) ?? ''))
}

function open(texts: readonly string[], pace = atOnce): ReadableStream<Uint8Array> {
  return streamPieces(Buffer.from('first,'), overwriting(texts), pace)
}

const someTexts = fc.array(fc.string({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 8 })

test('a body is the same however much of it is read at a time, into one place or into new ones', async () => {
  await fc.assert(fc.asyncProperty(someTexts, fc.integer({ min: 1, max: 500 }), async (texts, room) => {
    const expected = `first,${texts.join('')}`
    expect(await new Response(open(texts) as unknown as ConstructorParameters<typeof Response>[0]).text()).toBe(expected)
    const reader = open(texts).getReader({ mode: 'byob' })
    const read: Buffer[] = []
    let memory = new ArrayBuffer(room)
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(memory))
      if (value === undefined || done) break
      read.push(Buffer.from(value))
      memory = value.buffer
    }
    expect(Buffer.concat(read).toString()).toBe(expected)
  }))
})

test('pieces are read in one place of memory, from streams that bring their own as they come', async () => {
  const { read } = openPieces(open(['second,', 'third']))
  const pieces = []
  for (let piece = await read(); piece !== undefined; piece = await read()) pieces.push([Buffer.from(piece).toString(), piece.byteOffset])
  expect(pieces).toEqual([['first,', 0], ['second,', 0], ['third', 0]])
  const other = openPieces(new ReadableStream({
    start: (controller) => {
      controller.enqueue(Buffer.from('a'))
      controller.close()
    },
  }))
  expect([Buffer.from((await other.read()) ?? []).toString(), await other.read()]).toEqual(['a', undefined])
})

test('nothing is made when its turn is over until there is another one, nor for a reader who has left meanwhile', async () => {
  const made: string[] = []
  function* noting(): Pieces {
    made.push('second')
    yield Buffer.from('second')
    return Buffer.from('third')
  }
  let go = () => {}
  const { read, cancel } = openPieces(streamPieces(Buffer.from('first'), noting(), { isOver: () => true, turn: () => new Promise((resolve) => { go = resolve }) }))
  await read()
  const waiting = read()
  await Promise.resolve()
  expect(made).toEqual([])
  await cancel()
  go()
  expect(await waiting).toBeUndefined()
})
