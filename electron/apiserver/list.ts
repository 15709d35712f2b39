import { answerText } from './answer.ts'
import { createBytes } from './bytes.ts'
import type { Call } from './call.ts'
import { encodeList, readEncoding } from './encoding.ts'
import type { ListOptions } from './list-options.ts'
import { negotiate } from './media-types.ts'
import { type Page, readPage } from './pages.ts'
import { type Fill, giveBackMemory, streamPieces, takeMemory } from './pieces.ts'
import { readSelection } from './selection.ts'

/** Answers a list: the kind's own, a table, or metadata. Throws as `readPage`. */
export async function answerList(call: Call, options: ListOptions): Promise<Response> {
  return answerPage(call, await readPage(call, options, readSelection(call)))
}

/** Answers with these objects as the client wants to see them; a long list is written as it is sent. */
export function answerPage(call: Call, page: Page): Response {
  const fill = writeList(call, page)
  const memory = takeMemory()
  const { length, done } = fill(memory)
  const first = memory.subarray(0, length)
  if (!done) return answerText(streamPieces(first, fill, call.cluster.pace))
  const whole = first.slice()
  giveBackMemory(memory)
  return answerText(whole)
}

/** Where less room is left, a common object finds none. */
const leastRoom = 16 * 1024

function writeList({ cluster, query, request, resource }: Call, { items, metadata }: Page): Fill {
  const encoding = readEncoding(negotiate(request.headers.get('accept')), query, resource)
  const { open, write } = encodeList(encoding, metadata, cluster.clock.now())
  const bytes = createBytes()
  let next = -1
  return (memory) => {
    bytes.into(memory)
    for (; next <= items.length && !bytes.isOver && (bytes.room >= leastRoom || bytes.length === 0); next++) {
      if (next < 0) bytes.add(open)
      else if (next === items.length) bytes.add(']}')
      else {
        if (next > 0) bytes.add(',')
        write(bytes, items[next]!)
      }
    }
    return { length: bytes.length, done: next > items.length && !bytes.isOver }
  }
}
