// Builds main, preload and renderer into out/.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Throws when the build fails; its own words are on the terminal then. */
export function buildApp() {
  const bin = resolve(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const built = spawnSync(process.execPath, [bin, 'build', '-c', resolve(root, 'build/electron.vite.config.ts'), '--logLevel', 'error'], { cwd: root, stdio: 'inherit' })
  if (built.status !== 0) throw new Error('The build failed.')
}
