import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pace } from '../cluster/index.ts'
import { type Fill, openPieces, PIECE_BYTES, streamPieces, takeMemory } from './pieces.ts'

const atOnce: Pace = { turn: () => Promise.resolve(), isOver: () => false }

/** Fills memory with the texts, each split where it must be. */
function fillWith(text: string): Fill {
  let rest = Buffer.from(text)
  return (memory) => {
    memory.set(rest.subarray(0, memory.length))
    const length = Math.min(rest.length, memory.length)
    rest = rest.subarray(length)
    return { length, done: rest.length === 0 }
  }
}

/** `first` is made already, in memory that was taken. */
function open(first: string, rest: string, pace = atOnce): ReadableStream<Uint8Array> {
  const memory = takeMemory()
  memory.set(Buffer.from(first))
  return streamPieces(memory.subarray(0, Buffer.byteLength(first)), fillWith(rest), pace)
}

const someText = fc.string({ minLength: 1, maxLength: 900 })

test('a body is the same however much of it is read at a time, into one place or into new ones', async () => {
  await fc.assert(fc.asyncProperty(someText, someText, fc.integer({ min: 1, max: 500 }), async (first, rest, room) => {
    const expected = first + rest
    expect(await new Response(open(first, rest) as unknown as ConstructorParameters<typeof Response>[0]).text()).toBe(expected)
    const reader = open(first, rest).getReader({ mode: 'byob' })
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
  const { read } = openPieces(open('first', 'x'.repeat(PIECE_BYTES + 1)))
  const pieces = []
  for (let piece = await read(); piece !== undefined; piece = await read()) pieces.push([piece.length, piece.byteOffset, piece.buffer.byteLength])
  expect(pieces).toEqual([[5, 0, PIECE_BYTES], [PIECE_BYTES, 0, PIECE_BYTES], [1, 0, PIECE_BYTES]])
  const other = openPieces(new ReadableStream({
    start: (controller) => {
      controller.enqueue(Buffer.from('a'))
      controller.close()
    },
  }))
  expect([Buffer.from((await other.read()) ?? []).toString(), await other.read()]).toEqual(['a', undefined])
})

test('nothing is made when its turn is over until there is another one, nor for a reader who has left meanwhile', async () => {
  let made = 0
  const fill: Fill = () => ({ length: 1, done: ++made > 3 })
  let go = () => {}
  const { read, cancel } = openPieces(streamPieces(takeMemory().subarray(0, 5), fill, { isOver: () => true, turn: () => new Promise((resolve) => { go = resolve }) }))
  await read()
  const waiting = read()
  await Promise.resolve()
  expect(made).toBe(0)
  await cancel()
  go()
  expect(await waiting).toBeUndefined()
  expect(made).toBe(0)
})
