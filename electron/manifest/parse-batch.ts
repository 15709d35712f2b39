import { readChunk, type ChunkDocument } from './read-chunk.ts'

/** What a parsing thread is started with: it writes the place of the chunk it is at, so that one that hangs can be told. */
export interface ThreadData {
  readonly progress: Int32Array
}

export type Batch = readonly string[]

/** Documents of one chunk. */
export type ChunkAnswer = readonly ChunkDocument[]

/** Reads the chunks of a batch. One JSON text is the answer: it crosses to the main thread faster than a clone of all its objects. */
export function answerBatch(batch: Batch, onChunk: (place: number) => void): string {
  const answers = batch.map((text, place): ChunkAnswer => {
    onChunk(place)
    try {
      return readChunk(text)
    } catch (error) {
      // Only the YAML reader's own recursion gets here.
      if (error instanceof RangeError) return [refuseChunk('nested too deeply to be read')]
      throw error
    }
  })
  onChunk(batch.length)
  return JSON.stringify(answers)
}

/** A chunk that could not be read as a whole. */
export function refuseChunk(message: string): ChunkDocument {
  return { line: 1, cut: { first: 0, rest: 0 }, errors: [{ message, line: 1, column: 1, lineText: '' }], warnings: [] }
}
