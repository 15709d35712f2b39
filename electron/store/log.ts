import type { StoredObject } from '../../shared/model/index.ts'
import type { Pace } from './pace.ts'
import type { StoreEvent } from './types.ts'

/** One change as the log keeps it. The newest record of every object is never removed before the object is. */
export interface LogRecord {
  readonly type: StoreEvent['type']
  readonly resource: string
  readonly revision: number
  readonly object: StoredObject
}

export interface LogState {
  /** Revision of the newest record. */
  readonly revision: number
  /** Up to this one, only what still stands is kept; after it, every change. */
  readonly oldest: number
  /** How many records there are. A store that finds another number is damaged. */
  readonly records: number
}

export interface LogBatch {
  readonly add: readonly LogRecord[]
  /** Revisions of records that are needed no more. */
  readonly remove: readonly number[]
  readonly state: LogState
}

/** Where the store's changes are kept. */
export interface Log {
  /** All records in order of revision, read in turns. Throws StoreProblem. */
  open(pace: Pace): Promise<{ readonly records: readonly LogRecord[]; readonly state: LogState }>
  /** All of the batch or nothing. Resolves when it is synced. After a rejection only `repair` and `close` may be called. */
  write(batch: LogBatch): Promise<void>
  /** After a failed write: makes the log hold these records and nothing else. Rejects while the disk still refuses. */
  repair(records: readonly LogRecord[], state: LogState): Promise<void>
  close(): Promise<void>
}

/** A log that keeps nothing: for a cluster that lives as long as its process. */
export function createMemoryLog(): Log {
  const nothing = async () => {}
  return {
    open: async () => ({ records: [], state: { revision: 0, oldest: 0, records: 0 } }),
    write: nothing,
    repair: nothing,
    close: nothing,
  }
}
