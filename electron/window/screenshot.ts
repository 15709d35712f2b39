import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BrowserWindow } from 'electron'

/** Pods start and fades end within so long without another change. */
const QUIET_MS = 2_000
const LOOK_MS = 100
const LONGEST_MS = 20_000

/**
 * Saves what the window shows as a PNG once the revision of what it shows has not changed for 2 s, or after 20 s. `revision` answers
 * null while what was asked for is still on its way.
 */
export async function saveScreenshot(window: BrowserWindow, file: string, revision: () => number | null): Promise<void> {
  const end = Date.now() + LONGEST_MS
  let last = revision()
  let changed = Date.now()
  while (Date.now() < end && (last === null || Date.now() - changed < QUIET_MS)) {
    await wait(LOOK_MS)
    if (revision() === last) continue
    last = revision()
    changed = Date.now()
  }
  const image = await window.webContents.capturePage()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, image.toPNG())
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}
