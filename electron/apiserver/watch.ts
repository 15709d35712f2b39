import type { StoredObject } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { formatGroupVersion } from '../schema/index.ts'
import { answerText } from './answer.ts'
import { createBytes } from './bytes.ts'
import type { Call } from './call.ts'
import { type Encoding, encodeObject, encodeTable, readEncoding, writeWatched } from './encoding.ts'
import type { ListOptions } from './list-options.ts'
import { negotiate } from './media-types.ts'
import { giveBackMemory, takeMemory } from './pieces.ts'
import { readSelection } from './selection.ts'
import { selectEvent, type WatchEvent } from './watch-events.ts'

/** Events that a watcher may lag behind before it is ended; it then lists again. */
const longestQueue = 20_000
/** Bytes of events that are written at a time. */
const pieceSize = 64 * 1024
const bookmarkEvery = 60_000
const initialEventsEnd = 'k8s.io/initial-events-end'

type Queued = WatchEvent | { readonly type: 'BOOKMARK'; readonly revision: number; readonly initialEnd: boolean }

/** Answers a watch: one JSON object a line, until `timeoutSeconds`, the client's end or a queue that grows too long. Throws BadRequest. */
export function answerWatch(call: Call, options: ListOptions, ending: AbortSignal): Response {
  const { cluster, query, request, resource } = call
  const encoding = readEncoding(negotiate(request.headers.get('accept'), true), query, resource)
  const selection = readSelection(call)
  const { namespace } = call.route
  const stop = new AbortController()
  const queue: Queued[] = []
  /** How many of the queue have been written; taken out one by one, a hundred thousand would be moved again and again. */
  let written = 0
  let wake: (() => void) | undefined
  let seen = 0
  let headed = false

  function push(event: Queued): void {
    queue.push(event)
    wake?.()
  }

  /** Queues what is there already and everything from now on. Throws Expired. */
  function begin(): void {
    const { revision = 0 } = options
    // With no revision to go on from, what exists counts as new.
    const fresh = revision === 0 || options.sendInitialEvents === true
    let from = revision
    if (fresh && options.sendInitialEvents !== false) {
      const standing = cluster.list(resource.key, namespace === '' ? {} : { namespace })
      for (const object of standing.items) if (selection === undefined || selection(object)) queue.push({ type: 'ADDED', object })
      from = standing.revision
    } else if (fresh) from = cluster.revision
    seen = from
    if (options.sendInitialEvents === true && options.bookmarks) queue.push({ type: 'BOOKMARK', revision: from, initialEnd: true })
    const patient = queue.length + longestQueue
    cluster.watch(from, (events) => {
      for (const event of events) {
        if (event.revision <= from) continue
        seen = event.revision
        if (event.resource !== resource.key || (namespace !== '' && event.namespace !== namespace)) continue
        const told = selectEvent(event, selection)
        if (told !== undefined) queue.push(told)
      }
      if (queue.length - written > patient) {
        queue.length = written
        end()
      } else if (queue.length > written) wake?.()
    }, stop.signal)
  }

  function end(): void {
    stop.abort()
    wake?.()
  }

  const bytes = createBytes()

  function write(event: Queued, now: number): void {
    const withColumns = !headed
    headed = true
    if (event.type === 'BOOKMARK') return bytes.add(formatBookmark(encoding, event.revision, event.initialEnd, now))
    bytes.add(`{"type":"${event.type}","object":`)
    writeWatched(bytes, encoding, event.object, now, withColumns)
    bytes.add('}\n')
  }

  const timers: NodeJS.Timeout[] = []
  const close = () => {
    end()
    ending.removeEventListener('abort', end)
    timers.forEach(clearTimeout)
  }
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      ending.addEventListener('abort', end)
      if (options.timeoutSeconds) timers.push(setTimeout(end, options.timeoutSeconds * 1000).unref())
      if (options.bookmarks) timers.push(setInterval(() => push({ type: 'BOOKMARK', revision: seen, initialEnd: false }), bookmarkEvery).unref())
      try {
        begin()
      } catch (error) {
        if (!(error instanceof StatusError)) throw error
        controller.enqueue(Buffer.from(`{"type":"ERROR","object":${JSON.stringify(error.status)}}\n`))
        end()
      }
    },
    pull: async (controller) => {
      if (queue.length === written && !bytes.isOver && !stop.signal.aborted) await new Promise<void>((resolve) => { wake = resolve })
      wake = undefined
      const now = cluster.clock.now()
      const memory = takeMemory()
      bytes.into(memory)
      while (written < queue.length && bytes.length < pieceSize && !bytes.isOver) write(queue[written++] as Queued, now)
      if (written * 2 >= queue.length) {
        queue.splice(0, written)
        written = 0
      }
      if (bytes.length > 0) controller.enqueue(memory.slice(0, bytes.length))
      giveBackMemory(memory)
      if (stop.signal.aborted && queue.length === written && !bytes.isOver) {
        close()
        controller.close()
      }
    },
    cancel: close,
  }, { highWaterMark: 1 })
  return answerText(body)
}

function formatBookmark(encoding: Encoding, revision: number, initialEnd: boolean, now: number): string {
  const { kind } = encoding.resource
  const apiVersion = formatGroupVersion(encoding.resource)
  const metadata = { resourceVersion: String(revision), creationTimestamp: null, ...(initialEnd ? { annotations: { [initialEventsEnd]: 'true' } } : {}) }
  const object = { kind, apiVersion, metadata }
  const { representation } = encoding
  const shown = representation.as === 'Table'
    ? encodeTable(encoding, { resourceVersion: metadata.resourceVersion }, [object as unknown as StoredObject], now, false)
    : representation.as === 'Metadata' ? encodeObject(encoding, object as unknown as StoredObject, now) : JSON.stringify(object)
  return `{"type":"BOOKMARK","object":${shown}}\n`
}
