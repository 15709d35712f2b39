import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/launch.ts'

interface Ended { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs the start script as `npm start -- ARGS` does, on a machine without a display, with a home of its own. */
async function start(args: readonly string[]): Promise<Ended> {
  const home = await mkdtemp(join(tmpdir(), 'podscape-home-'))
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  try {
    return await new Promise((done) => {
      const child = spawn(process.execPath, [join(ROOT, 'build/start.mjs'), ...args], { cwd: ROOT, env: { ...env, XDG_CONFIG_HOME: home, INIT_CWD: ROOT } })
      let [out, err] = ['', '']
      child.stdout.on('data', (data) => { out += data })
      child.stderr.on('data', (data) => { err += data })
      child.once('close', (code) => done({ code, out, err }))
    })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

test('without a display, npm start opens what it is given on a virtual one, saves a picture and ends', async () => {
  const file = join(ROOT, 'out/podscape.png')
  await rm(file, { force: true })
  const { code, out, err } = await start(['test/fixtures/notes', '--selector', 'env in (debug)', '--namespace', 'default'])
  expect(code, err).toBe(0)
  expect(out).toContain('There is no display')
  expect(out).toContain(file)
  expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')
})

test.each([
  [['no-such-file.yaml'], 1, 'no-such-file.yaml" does not exist'],
  [['--demo', '2000000'], 2, '--demo takes a number of pods from 1 to 1000000'],
  [['--selektor', 'a'], 2, "Unknown option '--selektor'"],
])('%j is refused with a word on why', async (args, code, message) => {
  const ended = await start(args)
  expect(ended.code).toBe(code)
  expect(ended.err).toContain(message)
})
