import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ClassicLevel } from 'classic-level'
import { createEncoder, decodePart, decodeRecord, encodePart, encodeRecord, isOfFormat1, seal, unseal } from './codec.ts'
import { deepFreeze } from './freeze.ts'
import { findBrokenLog } from './level-check.ts'
import type { Log, LogRecord, LogState } from './log.ts'
import type { Pace } from './pace.ts'
import { createParts, type Parts } from './parts.ts'
import { StoreProblem } from './problem.ts'
import { createSharing } from './sharing.ts'

/**
 * The format this program writes: 2 since checksums are taken of bytes, 3 since specs that objects have in common stand in it once. An older one is
 * brought to it when it is opened; a later one is refused.
 */
const format = 3

/** Records that are read in one go. */
const most = 1_000

/** Bytes that are encoded in one go: a large batch must not hold the process up. */
const pieceSize = 250_000

const formatKey = 'format'
const stateKey = 'state'
const firstRecord = 'r/'
const afterRecords = 'r0'
const firstPart = 'p/'
const afterParts = 'p0'

function recordKey(revision: number): string {
  return firstRecord + String(revision).padStart(16, '0')
}

function partKey(number: number): string {
  return firstPart + String(number).padStart(16, '0')
}

type Level = ClassicLevel<string, Buffer>

async function levelAt(directory: string, createIfMissing: boolean): Promise<Level> {
  // Loaded only now: it has a native part, and the window opens without it.
  const { ClassicLevel } = await import('classic-level')
  return new ClassicLevel<string, Buffer>(directory, { createIfMissing, valueEncoding: 'buffer' })
}

/** A log in a LevelDB folder. Nothing is made or read before it is opened. */
export function createLevelLog(directory: string): Log {
  let database: Level | undefined
  const parts = createParts(1)
  const encode = createEncoder()

  async function connect(): Promise<Level> {
    const level = await levelAt(directory, false)
    try {
      await level.open()
    } catch (error) {
      throw problemOf(directory, error)
    }
    return (database = level)
  }

  return {
    open: async (pace) => {
      if (!(await exists(directory))) await create(directory)
      const broken = await findBrokenLog(directory)
      if (broken !== undefined) throw damaged(directory, `what was written to ${broken} cannot be read`)
      const level = await connect()
      let all: Awaited<ReturnType<typeof readAll>>
      try {
        all = await readAll(level, directory, pace, parts)
      } catch (error) {
        await level.close()
        throw problemOf(directory, error)
      }
      // Every file that was read stays mapped into memory while its database is open: as much again as the objects take.
      await level.close()
      await connect()
      return all
    },
    write: async ({ add, remove, state }) => {
      if (database === undefined) throw new Error('the log is not open')
      const batch = database.batch()
      let encoded = 0
      for (const record of add) {
        const part = parts.numberOf(record.object['spec'])
        if (part?.isNew === true) batch.put(partKey(part.number), encodePart(part.number, record.object['spec']))
        const bytes = encode(record, part?.number)
        // The batch takes a copy.
        batch.put(recordKey(record.revision), bytes)
        encoded += bytes.length
        if (encoded < pieceSize) continue
        encoded = 0
        await new Promise(setImmediate)
      }
      for (const revision of remove) batch.del(recordKey(revision))
      await batch.put(stateKey, seal(JSON.stringify(state))).write({ sync: true })
    },
    repair: async (records, state) => {
      parts.forget()
      // After a failed sync LevelDB refuses all writes, and what it then finds in its log may hold the failed batch.
      await database?.close()
      const level = await connect()
      const wanted = new Map(records.map((record) => [recordKey(record.revision), record]))
      const found = new Set(await level.keys({ gte: firstRecord, lt: afterRecords }).all())
      await level.batch(
        [
          ...[...found].filter((key) => !wanted.has(key)).map((key) => ({ type: 'del' as const, key })),
          ...[...wanted].filter(([key]) => !found.has(key)).map(([key, record]) => ({ type: 'put' as const, key, value: encodeRecord(record) })),
          { type: 'put', key: stateKey, value: seal(JSON.stringify(state)) },
        ],
        { sync: true },
      )
    },
    close: async () => {
      await database?.close()
      database = undefined
    },
  }
}

/** Whether the folder holds a store, whole or not. An empty folder holds none. */
async function exists(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length > 0
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw problemOf(directory, error)
  }
}

/** Makes an empty store beside its place and moves it there, so that a folder without records is always damage. */
async function create(directory: string): Promise<void> {
  const draft = `${directory}.new`
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(dirname(directory), { recursive: true, mode: 0o700 })
    await mkdir(draft, { mode: 0o700 })
    const level = await levelAt(draft, true)
    const state: LogState = { revision: 0, oldest: 0, records: 0 }
    await level.batch(
      [{ type: 'put', key: formatKey, value: Buffer.from(String(format)) }, { type: 'put', key: stateKey, value: seal(JSON.stringify(state)) }],
      { sync: true },
    )
    await level.close()
    await rmdir(directory).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
    })
    await rename(draft, directory)
  } catch (error) {
    throw problemOf(directory, error)
  }
}

async function readAll(level: Level, directory: string, pace: Pace, parts: Parts): Promise<{ readonly records: readonly LogRecord[]; readonly state: LogState }> {
  const found = (await level.get(formatKey))?.toString()
  if (found === undefined) throw damaged(directory, 'its format cannot be read')
  if (Number(found) > format) {
    throw new StoreProblem('newer', `The store in ${directory} was written by a later version of the program (format ${found}; this one reads ${format}).`)
  }
  if (!['1', '2', String(format)].includes(found)) throw damaged(directory, `its format reads "${found}"`)
  const sealedState = await level.get(stateKey)
  const body = sealedState === undefined ? undefined : unseal(sealedState)
  if (body === undefined) throw damaged(directory, 'its state cannot be read')
  const state = JSON.parse(body) as LogState

  const sharing = createSharing()
  const records: LogRecord[] = []
  const old: LogRecord[] = []
  const held = await readParts(level, directory)
  const used = new Set<number>()
  const partOf = (number: number) => {
    used.add(number)
    return held.get(number)
  }
  for await (const entries of readEntries(level)) {
    for (const [key, value] of entries) {
      if (pace.isOver()) await pace.turn()
      const revision = Number(key.slice(firstRecord.length))
      const record = decodeRecord(revision, value, partOf)
      if (record === undefined) throw damaged(directory, `revision ${revision} cannot be read`)
      sharing.share(record.object)
      deepFreeze(record.object)
      records.push(record)
      if (isOfFormat1(value)) old.push(record)
    }
  }
  if (records.length !== state.records) throw damaged(directory, `it has ${records.length} records of ${state.records}`)
  if ((records.at(-1)?.revision ?? 0) !== state.revision) throw damaged(directory, 'its newest record is missing')
  if (Number(found) !== format || old.length > 0) await bringUpToDate(level, old, state)
  for (const number of used) parts.know(held.get(number) ?? {}, number)
  const needless = [...held.keys()].filter((number) => !used.has(number))
  await level.batch(needless.map((number) => ({ type: 'del', key: partKey(number) })))
  return { records, state }
}

/** What the records have in common, by number. */
async function readParts(level: Level, directory: string): Promise<ReadonlyMap<number, object>> {
  const held = new Map<number, object>()
  for await (const [key, value] of level.iterator({ gte: firstPart, lt: afterParts })) {
    const number = Number(key.slice(firstPart.length))
    const part = decodePart(number, value)
    if (part === undefined) throw damaged(directory, `part ${number} cannot be read`)
    held.set(number, part)
  }
  return held
}

/** The log's records in pieces; the next piece is read from the disk while one is looked at. */
async function* readEntries(level: Level): AsyncGenerator<readonly [string, Buffer][]> {
  const iterator = level.iterator({ gte: firstRecord, lt: afterRecords, highWaterMarkBytes: 1 << 20 })
  try {
    let coming = iterator.nextv(most)
    for (;;) {
      const entries = await coming
      if (entries.length === 0) return
      coming = iterator.nextv(most)
      yield entries
    }
  } finally {
    await iterator.close()
  }
}

/** Writes what is of format 1 anew; what is of format 2 can stay. Broken off, it leaves records of all, which can be read, and goes on when the log is opened next. */
async function bringUpToDate(level: Level, old: readonly LogRecord[], state: LogState): Promise<void> {
  await level.batch([{ type: 'put', key: formatKey, value: Buffer.from(String(format)) }, { type: 'put', key: stateKey, value: seal(JSON.stringify(state)) }], { sync: true })
  for (let from = 0; from < old.length; from += most) {
    await level.batch(old.slice(from, from + most).map((record) => ({ type: 'put', key: recordKey(record.revision), value: encodeRecord(record) })))
  }
}

function damaged(directory: string, what: string): StoreProblem {
  return new StoreProblem('damaged', `The store in ${directory} is damaged: ${what}. Nothing was changed.`)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function problemOf(directory: string, error: unknown): StoreProblem {
  if (error instanceof StoreProblem) return error
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const words = cause instanceof Error ? cause.message : String(cause)
  // LevelDB has no code for a file that it misses; the folder itself has been seen to be there.
  if (/does not exist|No such file/.test(words)) return damaged(directory, words)
  switch (codeOf(cause)) {
    case 'LEVEL_LOCKED':
      return new StoreProblem('locked', `The store in ${directory} is in use by another process.`, { cause: error })
    case 'LEVEL_CORRUPTION':
      return damaged(directory, words)
    default:
      return new StoreProblem('unreachable', `The store in ${directory} cannot be opened: ${words}.`, { cause: error })
  }
}
