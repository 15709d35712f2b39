import { readFile } from 'node:fs/promises'
import type * as Fs from 'node:fs'
import { join } from 'node:path'
import type * as V8 from 'node:v8'
import { deserialize } from 'node:v8'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import type { Run } from './launch.ts'
import { see } from './see.ts'

/**
 * Loads the window anew and lets it hear of the whole cluster once, and of no change after it: its picture stands still, however the
 * cluster lives. Returns what the window was told.
 */
export async function stillPicture({ app, page, dataFolder }: Run): Promise<readonly PackedBatch[]> {
  const file = join(dataFolder, 'told')
  await app.evaluate(({ BrowserWindow }, into) => {
    const { serialize } = process.mainModule!.require('node:v8') as typeof V8
    const { writeFileSync } = process.mainModule!.require('node:fs') as typeof Fs
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const send = webContents.send.bind(webContents)
    const told: PackedBatch[] = []
    let whole = false
    webContents.send = (name: string, ...parts: unknown[]) => {
      if (name !== 'event:cluster:changed') return send(name, ...parts)
      const batch = parts[0] as PackedBatch
      if (whole || (told.length === 0 && !batch.reset)) return
      told.push(batch)
      send(name, batch)
      whole = !batch.more
      if (whole) writeFileSync(into, serialize(told))
    }
  }, file)
  await page.reload()
  const read = async () => deserialize(await readFile(file)) as readonly PackedBatch[]
  await see(read).toPass({ timeout: 60_000 })
  return read()
}
