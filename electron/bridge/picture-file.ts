import { open, readFile, rename } from 'node:fs/promises'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { createPictureWriter, parsePicture, type KeptPicture } from './picture-bytes.ts'

/** Undefined when there is none that can be used. `now` is the time that the picture is shown at. */
export async function readPicture(file: string, now: number): Promise<KeptPicture | undefined> {
  try {
    return parsePicture(await readFile(file), now)
  } catch {
    return undefined
  }
}

/** Puts a picture in the place of the one before, whole or not at all. */
export async function writePicture(file: string, batches: AsyncIterable<PackedBatch>): Promise<void> {
  const draft = `${file}.new`
  const writer = createPictureWriter()
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.write(writer.begin())
    for await (const batch of batches) await handle.write(writer.add(batch))
    await handle.write(writer.end())
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

/** Adds what has changed to a picture that is there. Broken off, it leaves none that can be used. */
export async function addToPicture(file: string, batches: readonly PackedBatch[]): Promise<void> {
  const writer = createPictureWriter()
  const bytes = Buffer.concat([writer.begin(), ...batches.map((batch) => writer.add(batch)), writer.end()])
  const handle = await open(file, 'r+')
  try {
    await handle.write(bytes, 0, bytes.length, (await handle.stat()).size)
  } finally {
    await handle.close()
  }
}
