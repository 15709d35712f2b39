// npm start [-- FILE-OR-FOLDER... [--selector SEL] [--namespace NS] [--demo N]]
// Builds, finds a runtime and opens the app. Without a display it opens the window on a virtual one, saves what it shows, and ends.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from './build-app.mjs'
import { ensureDisplay } from './display.mjs'
import { ensureElectron } from './electron-runtime.mjs'

const root = resolve(import.meta.dirname, '..')
const USAGE = 'Usage: npm start -- [FILE-OR-FOLDER...] [--selector SEL] [--namespace NS] [--demo N]'

function readArguments() {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { selector: { type: 'string', short: 'l' }, namespace: { type: 'string', short: 'n' }, demo: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(USAGE)
    process.exit(0)
  }
  if (values.demo !== undefined && !(/^\d{1,7}$/.test(values.demo) && Number(values.demo) >= 1 && Number(values.demo) <= 1_000_000)) {
    throw Object.assign(new Error('--demo takes a number of pods from 1 to 1000000'), { code: 'ERR_PARSE_ARGS_DEMO' })
  }
  // npm runs scripts in the project's folder: names are meant from where the person typed.
  const files = positionals.map((name) => resolve(process.env['INIT_CWD'] ?? process.cwd(), name))
  const missing = files.find((file) => !existsSync(file))
  if (missing !== undefined) throw new Error(`the path "${missing}" does not exist`)
  return [
    ...(values.selector === undefined ? [] : [`--selector=${values.selector}`]),
    ...(values.namespace === undefined ? [] : [`--namespace=${values.namespace}`]),
    ...(values.demo === undefined ? [] : [`--demo=${values.demo}`]),
    ...files,
  ]
}

try {
  const opened = readArguments()
  const runtime = await ensureElectron()
  buildApp()
  const display = await ensureDisplay()
  const screenshot = resolve(root, 'out/podscape.png')
  // Chromium refuses to run as root with its sandbox on: only then is it off.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  if (display.virtual) {
    console.log('There is no display: the window opens on a virtual one.')
    opened.push(`--screenshot=${screenshot}`)
  }
  const app = spawn(runtime.execPath, [...sandbox, '.', ...opened], { cwd: root, stdio: ['ignore', 'inherit', display.virtual ? 'ignore' : 'inherit'] })
  app.once('exit', (code, signal) => {
    display.stop()
    if (display.virtual && code === 0) console.log(`A picture of it: ${screenshot}`)
    process.exit(code ?? (signal ? 1 : 0))
  })
} catch (error) {
  const { message, code = '' } = /** @type {Error & { code?: string }} */ (error)
  const usage = code.startsWith('ERR_PARSE_ARGS')
  console.error(usage ? `${message}\n${USAGE}` : message)
  process.exit(usage ? 2 : 1)
}
