import type { ChunkAnswer } from './parse-batch.ts'
import type { ParserThreads } from './parser-threads.ts'

export interface ReadOptions {
  /** Aborting rejects the call with the signal's reason. */
  readonly signal?: AbortSignal
  /** Documents parsed, of those found so far. */
  readonly onProgress?: (done: number, total: number) => void
}

/** A batch large enough that sending it costs little, and small enough that both threads get some and progress is seen. */
const batchLength = 64 * 1024
const batchChunks = 64

export interface Batcher {
  /** The answer comes once its batch is full or flushed. */
  add(text: string): Promise<ChunkAnswer>
  flush(): void
}

interface Waiting {
  readonly text: string
  readonly resolve: (answer: ChunkAnswer) => void
  readonly reject: (error: unknown) => void
}

/** Gathers chunks of many files into batches for the parsing threads, and reports progress. */
export function createBatcher(threads: ParserThreads, { signal, onProgress }: ReadOptions): Batcher {
  let waiting: Waiting[] = []
  let length = 0
  let done = 0
  let total = 0

  async function send(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await threads.parse(batch.map(({ text }) => text), signal)
      done += batch.length
      if (signal?.aborted !== true) onProgress?.(done, total)
      for (const [place, answer] of answers.entries()) batch[place]?.resolve(answer)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  function flush(): void {
    if (waiting.length === 0) return
    void send(waiting)
    waiting = []
    length = 0
  }

  function add(text: string): Promise<ChunkAnswer> {
    return new Promise((resolve, reject) => {
      waiting.push({ text, resolve, reject })
      length += text.length
      total++
      if (length >= batchLength || waiting.length === batchChunks) flush()
    })
  }

  return { add, flush }
}
