import type { ByteSink, ByteSource } from '../../../shared/lang/pipe.ts'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'

/** Where a program waits: it is given what goes on with the program, to be called once. */
export type Suspension = (resume: () => void) => void

/**
 * A program on its way: it yields where it waits and returns its result. Neither the clock nor who reads and writes is known to it,
 * so that the same program runs for a client as it watches, and ahead of time when a container is planned.
 */
export type Steps<T> = Generator<Suspension, T, void>

/** Where a program's bytes come from. One reader at a time. */
export interface Source {
  /** The next bytes (never empty), or undefined at the end. */
  read(): Steps<Uint8Array | undefined>
  cancel(): void
}

/** Where a program's bytes go. */
export interface Sink {
  /** True when there is room for more, false when nobody reads any longer. */
  write(bytes: Uint8Array): Steps<boolean>
  end(): void
}

/** Waits for a value: `start` is given what takes it. */
export function* suspend<T>(start: (settle: (value: T) => void) => void): Steps<T> {
  const settled: T[] = []
  yield (resume) => start((value) => {
    settled.push(value)
    resume()
  })
  return settled[0] as T
}

/** What a promise comes to, in a program that may wait for the world outside. */
export function* answer<T>(promise: Promise<T>): Steps<T> {
  const settled = yield* suspend<Result<T, unknown>>((settle) => void promise.then((value) => settle(ok(value)), (error: unknown) => settle(fail(error))))
  if (!settled.ok) throw settled.error
  return settled.value
}

/** Runs a program until it is over: `done` is told its result, `failed` what it throws. */
export function start<T>(steps: Steps<T>, done: (value: T) => void, failed: (error: unknown) => void): void {
  const go = () => {
    // what resumes at once goes on in this loop, or the stack would grow
    for (let waiting = false; !waiting;) {
      let next: IteratorResult<Suspension, T>
      try {
        next = steps.next()
      } catch (error) {
        return failed(error)
      }
      if (next.done === true) return done(next.value)
      let resumed = false
      next.value(() => {
        if (waiting) go()
        else resumed = true
      })
      waiting = !resumed
    }
  }
  go()
}

/** Runs a program among promises. */
export function drive<T>(steps: Steps<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    start(steps, resolve, reject)
  })
}

/** A program that goes on by itself, and what it comes to for whoever waits for it. */
export interface Job<T> {
  join(): Steps<T>
}

/** Starts a program beside the one that runs. */
export function fork<T>(steps: Steps<T>): Job<T> {
  let over: Result<T, unknown> | undefined
  const waiting: (() => void)[] = []
  const settle = (result: Result<T, unknown>) => {
    over = result
    // what nobody waits for must not fail unheard
    if (!result.ok && waiting.length === 0) throw result.error
    for (const resume of waiting.splice(0)) resume()
  }
  start(steps, (value) => settle(ok(value)), (error) => settle(fail(error)))
  return {
    *join() {
      if (over === undefined) yield (resume) => void waiting.push(resume)
      if (over === undefined) throw new Error('a job that is over has a result')
      if (!over.ok) throw over.error
      return over.value
    },
  }
}

export function fromByteSource(source: ByteSource): Source {
  return { read: () => answer(source.read()), cancel: () => source.cancel() }
}

export function fromByteSink(sink: ByteSink): Sink {
  return { write: (bytes) => answer(sink.write(bytes)), end: () => sink.end() }
}

/** How much a pipe holds before its writer waits, as on Linux. */
const room = 65_536

/** Bytes handed from the programs before a `|` to those behind it. */
export function createProgramPipe(): Source & Sink {
  const chunks: Uint8Array[] = []
  let [held, open, wanted] = [0, true, true]
  let waiting: (() => void)[] = []
  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resume of woken) resume()
  }
  return {
    *read() {
      for (;;) {
        const next = wanted ? chunks.shift() : undefined
        if (next !== undefined) {
          held -= next.length
          wake()
          return next
        }
        if (!open || !wanted) return undefined
        yield (resume) => void waiting.push(resume)
      }
    },
    *write(bytes) {
      if (bytes.length > 0 && wanted) {
        chunks.push(bytes)
        held += bytes.length
        wake()
      }
      for (;;) {
        if (!wanted || !open || held <= room) return wanted && open
        yield (resume) => void waiting.push(resume)
      }
    },
    cancel: () => {
      wanted = false
      wake()
    },
    end: () => {
      open = false
      wake()
    },
  }
}
