// npm run types: checks every TypeScript project, one process each, so that a name of one world is unknown in the next.
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const PROJECTS = ['shared', 'electron', 'electron/tsconfig.preload.json', 'renderer', 'test', 'build']
const tsc = join(root, 'node_modules/typescript/bin/tsc')

let failed = false
for (const project of PROJECTS) {
  const code = await new Promise((done) => spawn(process.execPath, [tsc, '--noEmit', '-p', join(root, project)], { stdio: 'inherit' }).once('close', done))
  if (code !== 0) {
    failed = true
    console.error(`types: ${project} has errors`)
  }
}
process.exit(failed ? 1 : 0)
