import { Worker } from 'node:worker_threads'
import type { ManifestLimits } from './limits.ts'
import { refuseChunk, type Batch, type ChunkAnswer, type ThreadData } from './parse-batch.ts'

const mostThreads = 2
const idleMs = 30_000
/** How often a document's time is looked at. Looks are counted, not milliseconds: a laptop that slept costs one. */
const looks = 20

type Outcome = { readonly answers: readonly ChunkAnswer[] } | { readonly stuckAt: number; readonly message: string }

interface Job {
  readonly batch: Batch
  readonly signal: AbortSignal | undefined
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

interface Thread {
  readonly run: (job: Job) => void
  readonly isIdle: () => boolean
  readonly end: () => Promise<unknown>
}

export interface ParserThreads {
  /** One answer a chunk, in order. A chunk that takes too long or too much memory is refused, at the cost of its thread; the others go on in a new one. */
  parse(batch: Batch, signal: AbortSignal | undefined): Promise<readonly ChunkAnswer[]>
  close(): Promise<void>
}

export function createParserThreads(workerFile: string, limits: ManifestLimits): ParserThreads {
  const queue: Job[] = []
  const threads = new Set<Thread>()

  function assign(): void {
    while (queue.length > 0) {
      const idle = [...threads].find((thread) => thread.isIdle())
      if (idle === undefined && threads.size === mostThreads) return
      const job = queue.shift()
      if (job === undefined) return
      if (job.signal?.aborted === true) job.reject(job.signal.reason)
      else (idle ?? startThread(workerFile, limits, threads, assign)).run(job)
    }
  }

  async function parse(batch: Batch, signal: AbortSignal | undefined): Promise<readonly ChunkAnswer[]> {
    if (batch.length === 0) return []
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      queue.push({ batch, signal, resolve, reject })
      assign()
    })
    if ('answers' in outcome) return outcome.answers
    const before = await parse(batch.slice(0, outcome.stuckAt), signal)
    const after = await parse(batch.slice(outcome.stuckAt + 1), signal)
    return [...before, [refuseChunk(outcome.message)], ...after]
  }

  async function close(): Promise<void> {
    for (const job of queue.splice(0)) job.reject(new Error('the manifest reader was closed'))
    await Promise.all([...threads].map((thread) => thread.end()))
  }

  return { parse, close }
}

function startThread(workerFile: string, limits: ManifestLimits, threads: Set<Thread>, onIdle: () => void): Thread {
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(workerFile, {
    workerData: { progress } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: limits.workerMegabytes, maxYoungGenerationSizeMb: 32 },
  })
  let job: Job | undefined
  let watch: NodeJS.Timeout | undefined
  let idle: NodeJS.Timeout | undefined

  const thread: Thread = {
    isIdle: () => job === undefined,
    run(next) {
      job = next
      clearTimeout(idle)
      worker.ref()
      Atomics.store(progress, 0, -1)
      // oxlint-disable-next-line require-post-message-target-origin -- a thread has no origin
      worker.postMessage(next.batch)
      watch = watchProgress(progress, next.batch.length, limits.documentMs, () => {
        abandon({ stuckAt: Atomics.load(progress, 0), message: `the document took longer than ${limits.documentMs / 1000} s to read` })
      })
    },
    end() {
      threads.delete(thread)
      take()?.reject(new Error('the manifest reader was closed'))
      return worker.terminate()
    },
  }
  threads.add(thread)

  function take(): Job | undefined {
    const taken = job
    job = undefined
    clearInterval(watch)
    clearTimeout(idle)
    return taken
  }

  function abandon(outcome: Outcome): void {
    threads.delete(thread)
    take()?.resolve(outcome)
    void worker.terminate()
    onIdle()
  }

  worker.on('message', (answer: string) => {
    const answers: readonly ChunkAnswer[] = JSON.parse(answer)
    take()?.resolve({ answers })
    onIdle()
    if (job !== undefined) return
    worker.unref()
    idle = setTimeout(() => void thread.end(), idleMs).unref()
  })
  worker.on('error', (error: Error & { readonly code?: string }) => {
    const stuckAt = Atomics.load(progress, 0)
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY' && stuckAt >= 0) {
      abandon({ stuckAt, message: `the document took more than ${limits.workerMegabytes} MiB of memory to read` })
      return
    }
    threads.delete(thread)
    take()?.reject(error)
    onIdle()
  })
  return thread
}

/** Calls `onStuck` once when the thread stays at one chunk for as long as a document may take. */
function watchProgress(progress: Int32Array, chunks: number, documentMs: number, onStuck: () => void): NodeJS.Timeout {
  let seen = -1
  let count = 0
  return setInterval(() => {
    const place = Atomics.load(progress, 0)
    count = place === seen ? count + 1 : 0
    seen = place
    if (place >= 0 && place < chunks && count >= looks) onStuck()
  }, documentMs / looks)
}
