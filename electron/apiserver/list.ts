import { answerText } from './answer.ts'
import { createBytes } from './bytes.ts'
import type { Call } from './call.ts'
import { encodeList, readEncoding } from './encoding.ts'
import type { ListOptions } from './list-options.ts'
import { negotiate } from './media-types.ts'
import { type Page, readPage } from './pages.ts'
import { PIECE_BYTES, type Pieces, streamPieces } from './pieces.ts'
import { readSelection } from './selection.ts'

/** Answers a list: the kind's own, a table, or metadata. Throws as `readPage`. */
export async function answerList(call: Call, options: ListOptions): Promise<Response> {
  return answerPage(call, await readPage(call, options, readSelection(call)))
}

/** Answers with these objects as the client wants to see them; a long list is written as it is sent. */
export function answerPage(call: Call, page: Page): Response {
  const { cluster } = call
  const pieces = writePieces(call, page)
  const first = pieces.next()
  return answerText(first.done === true ? first.value : streamPieces(first.value, pieces, cluster.pace))
}

/** A piece is full when a common object finds no room in it. */
const fullPiece = PIECE_BYTES - 16 * 1024

function* writePieces({ cluster, query, request, resource }: Call, { items, metadata }: Page): Pieces {
  const encoding = readEncoding(negotiate(request.headers.get('accept')), query, resource)
  const { open, write } = encodeList(encoding, metadata, cluster.clock.now())
  const bytes = createBytes(Math.min(open.length + items.length * 1_000, PIECE_BYTES))
  bytes.add(open)
  for (let next = 0; next < items.length; next++) {
    if (next > 0) bytes.add(',')
    write(bytes, items[next]!)
    if (bytes.length < fullPiece) continue
    yield bytes.read()
    bytes.clear()
  }
  bytes.add(']}')
  return bytes.read()
}
