import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** LevelDB writes its log in blocks of this size; a record does not cross one. */
const blockSize = 32_768
/** Checksum (4), length (2), type (1). */
const headerSize = 7
/** A record is whole, or the first, a middle or the last part of one. */
const lastType = 4

/**
 * Names a log file in which something is broken with sound records after it. LevelDB would leave all from there on out without a
 * word; only a broken end, as a crash leaves it, is no loss of what was acknowledged. Undefined when there is none.
 */
export async function findBrokenLog(directory: string): Promise<string | undefined> {
  for (const name of (await readdir(directory)).filter((file) => file.endsWith('.log')).sort()) {
    if (isBroken(await readFile(join(directory, name)))) return name
  }
  return undefined
}

function isBroken(log: Buffer): boolean {
  let offset = 0
  while (offset + headerSize <= log.length) {
    const left = blockSize - (offset % blockSize)
    if (left < headerSize) {
      offset += left
      continue
    }
    const length = soundLength(log, offset)
    if (length === undefined) return hasSoundRecord(log, offset + 1)
    offset += headerSize + length
  }
  return false
}

/** Length of the data of the record that begins here, if there is a sound one. */
function soundLength(log: Buffer, offset: number): number | undefined {
  const left = blockSize - (offset % blockSize)
  if (left < headerSize || offset + headerSize > log.length) return undefined
  const length = log.readUInt16LE(offset + 4)
  const type = log.readUInt8(offset + 6)
  const end = offset + headerSize + length
  if (type < 1 || type > lastType || headerSize + length > left || end > log.length) return undefined
  return log.readUInt32LE(offset) === maskedChecksum(log, offset + 6, end) ? length : undefined
}

function hasSoundRecord(log: Buffer, from: number): boolean {
  // A record without data is too easily sound by chance.
  for (let offset = from; offset + headerSize <= log.length; offset++) if ((soundLength(log, offset) ?? 0) > 0) return true
  return false
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value
})

/** CRC-32C, turned and shifted as LevelDB stores it. */
function maskedChecksum(bytes: Buffer, start: number, end: number): number {
  let crc = 0xffffffff
  for (let offset = start; offset < end; offset++) crc = (table[(crc ^ (bytes[offset] ?? 0)) & 255] ?? 0) ^ (crc >>> 8)
  crc = ~crc >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
