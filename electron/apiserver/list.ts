import type { StoredObject } from '../../shared/model/index.ts'
import { answerText } from './answer.ts'
import { createBytes } from './bytes.ts'
import type { Call } from './call.ts'
import { encodeList, readEncoding } from './encoding.ts'
import type { ListOptions } from './list-options.ts'
import { negotiate } from './media-types.ts'
import { readPage } from './pages.ts'
import { readSelection } from './selection.ts'

/** A list of so many objects is written in one go: kubectl's pages are. */
const wholeSize = 500
/** Objects of a longer one that are written at a time: it must not hold the process up. */
const pieceSize = 200

/** Answers a list: the kind's own, a table, or metadata. Throws as `readPage`. */
export function answerList(call: Call, options: ListOptions): Response {
  const { cluster, query, request, resource } = call
  const encoding = readEncoding(negotiate(request.headers.get('accept')), query, resource)
  const { items, metadata } = readPage(call, options, readSelection(call))
  const { open, item } = encodeList(encoding, metadata, cluster.clock.now())
  if (items.length <= wholeSize) return answerText(encodePiece(open, items, item, ']}'))
  return answerText(streamList(open, items, item))
}

function streamList(open: string, items: readonly StoredObject[], item: (object: StoredObject) => string): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      // Others get their turn between two pieces.
      if (next > 0) await new Promise(setImmediate)
      const done = next + pieceSize >= items.length
      controller.enqueue(encodePiece(next === 0 ? open : ',', items.slice(next, next + pieceSize), item, done ? ']}' : ''))
      next += pieceSize
      if (done) controller.close()
    },
  }, { highWaterMark: 1 })
}

function encodePiece(open: string, items: readonly StoredObject[], item: (object: StoredObject) => string, close: string): Uint8Array {
  const bytes = createBytes(open.length + close.length + items.length * 2_000)
  bytes.add(open)
  let isFirst = true
  for (const object of items) {
    if (!isFirst) bytes.add(',')
    isFirst = false
    bytes.add(item(object))
  }
  bytes.add(close)
  return bytes.take()
}
