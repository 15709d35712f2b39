import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BrowserWindow } from 'electron'

const LOOK_MS = 100
const LONGEST_MS = 20_000
/** Fades of the window itself are over by then. */
const FADE_MS = 400

/** Saves what the window shows as a PNG once `settled` says that nothing more is to come, or after 20 s. */
export async function savePicture(window: BrowserWindow, file: string, settled: () => boolean): Promise<void> {
  const end = Date.now() + LONGEST_MS
  while (!settled() && Date.now() < end) await wait(LOOK_MS)
  await wait(FADE_MS)
  const image = await window.webContents.capturePage()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, image.toPNG())
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}
