import { buildApp } from '../../build/build-app.mjs'
import { ensureDisplay } from '../../build/display.mjs'
import { ensureElectron } from '../../build/electron-runtime.mjs'

/** Finds a runtime, builds the program once and gives it a virtual display; PODSCAPE_HEADED=1 shows the windows on the display there is. */
export default async function setup(): Promise<() => void> {
  const { execPath, version, source } = await ensureElectron()
  process.env['ELECTRON_EXEC_PATH'] = execPath
  buildApp()
  const display = await ensureDisplay({ force: process.env['PODSCAPE_HEADED'] !== '1' })
  console.log(`Electron ${version} (${source}) on display ${display.display}`)
  return () => display.stop()
}
