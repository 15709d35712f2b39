/** Bytes that arrive in pieces and are taken in others, without copying what need not be. */
export interface ByteQueue {
  readonly length: number
  push(bytes: Uint8Array): void
  /** The first `count` bytes, left in the queue. Throws when there are fewer. */
  peek(count: number): Buffer
  /** The first `count` bytes. Throws when there are fewer. */
  take(count: number): Buffer
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function createByteQueue(): ByteQueue {
  let chunks: Buffer[] = []
  let length = 0

  const front = (count: number): Buffer => {
    if (count > length) throw new RangeError(`${count} bytes asked of ${length}`)
    const [first] = chunks
    if (first !== undefined && first.length >= count) return first.subarray(0, count)
    const picked: Buffer[] = []
    let left = count
    for (const chunk of chunks) {
      if (left === 0) break
      picked.push(chunk.subarray(0, left))
      left -= Math.min(left, chunk.length)
    }
    return Buffer.concat(picked, count)
  }
  const drop = (count: number) => {
    let left = count
    let whole = 0
    for (const chunk of chunks) {
      if (chunk.length > left) break
      left -= chunk.length
      whole += 1
    }
    chunks = chunks.slice(whole)
    if (left > 0 && chunks[0] !== undefined) chunks[0] = chunks[0].subarray(left)
    length -= count
  }

  return {
    get length() {
      return length
    },
    push: (bytes) => {
      if (bytes.length === 0) return
      chunks.push(viewOf(bytes))
      length += bytes.length
    },
    peek: front,
    take: (count) => {
      const bytes = front(count)
      drop(count)
      return bytes
    },
  }
}
