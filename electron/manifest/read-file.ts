import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { describeFailure, describeOther, formatMebibytes } from './find-files.ts'

/** Windows has neither; there `open` follows no pipe. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The bytes of a regular file of at most `mostBytes`, or why not. What the path was when it was listed is not relied on: the opened file is asked. */
export async function readFileBytes(path: string, file: string, mostBytes: number): Promise<Result<Uint8Array, string>> {
  try {
    const handle = await open(path, flags)
    try {
      return await readHandle(handle, mostBytes)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail(describeFailure(error, file))
    throw error
  }
}

async function readHandle(handle: FileHandle, mostBytes: number): Promise<Result<Uint8Array, string>> {
  const stats = await handle.stat()
  if (!stats.isFile()) return fail(describeOther(stats))
  if (stats.size > mostBytes) return fail(`the file has ${formatMebibytes(stats.size)}; at most ${formatMebibytes(mostBytes)} are read`)
  // One byte more is asked for than it should have, to notice that it grew.
  const bytes = new Uint8Array(stats.size + 1)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled)
    filled += bytesRead
    if (bytesRead === 0 || filled === stats.size) break
  }
  return filled === stats.size ? ok(bytes.subarray(0, filled)) : fail('the file changed while it was read; drop it again')
}
