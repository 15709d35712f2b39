import type { Log } from './log.ts'

/**
 * A log whose writes take a turn of the event loop, as a disk's do: what happens in one turn is written together, and requests are heard
 * between two writes.
 */
export function paceLog(log: Log): Log {
  return { ...log, write: (batch) => log.write(batch).then(() => new Promise(setImmediate)) }
}
