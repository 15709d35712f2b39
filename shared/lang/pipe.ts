/** Where bytes come from. One reader at a time. */
export interface ByteSource {
  /** The next bytes (never empty), or undefined at the end. */
  read(): Promise<Uint8Array | undefined>
  /** No more is wanted: what comes is dropped, and whoever writes learns it. */
  cancel(): void
}

/** Where bytes go. */
export interface ByteSink {
  /** Resolves when there is room for more: true, or false when nobody reads any longer. */
  write(bytes: Uint8Array): Promise<boolean>
  end(): void
}

export interface Pipe extends ByteSource, ByteSink {}

/** How much a pipe holds before its writer waits, as on Linux. */
const defaultRoom = 65_536

/** Bytes handed from a writer to a reader, in order. The writer waits while more than `room` bytes lie unread. */
export function createPipe(room: number = defaultRoom): Pipe {
  let chunks: Uint8Array[] = []
  let held = 0
  let open = true
  let wanted = true
  let reader: ((bytes: Uint8Array | undefined) => void) | undefined
  let writers: ((wanted: boolean) => void)[] = []

  const releaseWriters = () => {
    const waiting = writers
    writers = []
    for (const release of waiting) release(wanted)
  }
  const answerReader = (bytes: Uint8Array | undefined) => {
    const answer = reader
    reader = undefined
    answer?.(bytes)
  }

  return {
    read: async () => {
      const next = chunks.shift()
      if (next !== undefined) {
        held -= next.length
        if (held <= room) releaseWriters()
        return next
      }
      if (!open || !wanted) return undefined
      if (reader !== undefined) throw new Error('a pipe has one reader')
      return new Promise((resolve) => {
        reader = resolve
      })
    },
    cancel: () => {
      wanted = false
      chunks = []
      held = 0
      releaseWriters()
      answerReader(undefined)
    },
    write: async (bytes) => {
      if (!wanted || !open) return false
      if (bytes.length === 0) return true
      if (reader !== undefined) {
        answerReader(bytes)
        return true
      }
      chunks.push(bytes)
      held += bytes.length
      if (held <= room) return true
      return new Promise((resolve) => {
        writers.push(resolve)
      })
    },
    end: () => {
      open = false
      answerReader(undefined)
    },
  }
}

/** Carries everything from a source to a sink, and ends the sink; the source is cancelled when the sink takes no more. */
export async function pump(source: ByteSource, sink: ByteSink): Promise<void> {
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) {
    if (!(await sink.write(bytes))) {
      source.cancel()
      break
    }
  }
  sink.end()
}
