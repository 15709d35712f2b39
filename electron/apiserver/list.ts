import type { StoredObject } from '../../shared/model/index.ts'
import { answerText } from './answer.ts'
import { type Bytes, createBytes } from './bytes.ts'
import type { Call } from './call.ts'
import { encodeList, readEncoding } from './encoding.ts'
import type { ListOptions } from './list-options.ts'
import { negotiate } from './media-types.ts'
import { readPage } from './pages.ts'
import { readSelection } from './selection.ts'

/** Milliseconds that a list is written for at a time: a longer one must not hold the process up. */
const longestTurn = 8
/** Objects that are written between two looks at the clock. */
const pieceSize = 50

/** Answers a list: the kind's own, a table, or metadata. Throws as `readPage`. */
export function answerList(call: Call, options: ListOptions): Response {
  const { cluster, query, request, resource } = call
  const encoding = readEncoding(negotiate(request.headers.get('accept')), query, resource)
  const { items, metadata } = readPage(call, options, readSelection(call))
  const { open, write } = encodeList(encoding, metadata, cluster.clock.now())
  const take = writeInTurns(open, items, write)
  const first = take()
  return answerText(first.done ? first.bytes : streamList(first.bytes, take))
}

type TakePiece = () => { readonly bytes: Uint8Array; readonly done: boolean }

function streamList(first: Uint8Array, take: TakePiece): ReadableStream<Uint8Array> {
  let begun = false
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (!begun) {
        begun = true
        controller.enqueue(first)
        return
      }
      // Others get their turn between two pieces.
      await new Promise(setImmediate)
      const { bytes, done } = take()
      controller.enqueue(bytes)
      if (done) controller.close()
    },
  }, { highWaterMark: 1 })
}

/** Gives at each call as much of the list as can be written in one turn. */
function writeInTurns(open: string, items: readonly StoredObject[], write: (bytes: Bytes, object: StoredObject) => void): TakePiece {
  let next = 0

  function writeSome(bytes: Bytes): void {
    for (const object of items.slice(next, next + pieceSize)) {
      if (next++ > 0) bytes.add(',')
      write(bytes, object)
    }
  }

  return () => {
    const started = performance.now()
    const from = next
    const bytes = createBytes(open.length + pieceSize * 1_000)
    if (from === 0) bytes.add(open)
    writeSome(bytes)
    const share = longestTurn / Math.max(0.01, performance.now() - started)
    bytes.reserve(Math.ceil((bytes.length * Math.min(items.length - from, pieceSize * share) * 1.05) / pieceSize))
    while (next < items.length && performance.now() - started < longestTurn) writeSome(bytes)
    const done = next >= items.length
    if (done) bytes.add(']}')
    return { bytes: bytes.take(), done }
  }
}

/** A list in one go. */
export function writeWhole(open: string, items: readonly StoredObject[], write: (bytes: Bytes, object: StoredObject) => void): Uint8Array {
  const bytes = createBytes(open.length + items.length * 1_000 + 2)
  bytes.add(open)
  for (const [place, object] of items.entries()) {
    if (place > 0) bytes.add(',')
    write(bytes, object)
  }
  bytes.add(']}')
  return bytes.take()
}
