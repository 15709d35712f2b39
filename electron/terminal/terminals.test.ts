import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTerminals } from './open-terminals.ts'
import { createTerminals, type Pty } from './terminals.ts'

/** A pseudoterminal without a process. */
function fakePty() {
  const calls: string[] = []
  let say: (text: string) => void = () => {}
  let end: (end: { readonly exitCode: number }) => void = () => {}
  const pty: Pty = {
    onData: (listener) => { say = listener },
    onExit: (listener) => { end = listener },
    write: (text) => calls.push(`write ${text}`), resize: (columns, rows) => calls.push(`resize ${columns} ${rows}`),
    pause: () => calls.push('pause'), resume: () => calls.push('resume'), kill: () => calls.push('kill'),
  }
  return { pty, calls, say: (text: string) => say(text), end: (exitCode: number) => end({ exitCode }) }
}

async function openFake() {
  const fake = fakePty()
  const told: string[] = []
  const terminals = createTerminals({ shell: () => ({ file: '/usr/bin/bash', args: [], env: {} }), spawn: async () => fake.pty, makeId: () => 't1' })
  const opened = await terminals.open({ columns: 80, rows: 24 }, { onData: (id, text) => told.push(`${id} ${text}`), onExit: (id, code) => told.push(`${id} ended ${code}`) })
  return { ...fake, told, terminals, opened }
}

test('keys go in, filtered output comes out, the end is told once', async () => {
  const { told, calls, say, end, terminals, opened } = await openFake()
  expect(opened).toEqual({ id: 't1', shell: 'bash' })
  terminals.write('t1', 'ls\r')
  terminals.resize('t1', { columns: 100, rows: 10 })
  say('a\u001B]52;c;x\u0007b')
  end(3)
  terminals.write('t1', 'late')
  terminals.close('t1')
  expect(told).toEqual(['t1 ab', 't1 ended 3'])
  expect(calls).toEqual(['write ls\r', 'resize 100 10'])
})

test('the shell waits for a window that does not keep up', async () => {
  const { calls, say, terminals } = await openFake()
  const piece = 'y\n'.repeat(32 * 1024)
  for (let i = 0; i < 6; i++) say(piece)
  expect(calls).toEqual(['pause'])
  for (let i = 0; i < 4; i++) terminals.drawn('t1', piece.length)
  expect(calls).toEqual(['pause'])
  terminals.drawn('t1', piece.length)
  expect(calls).toEqual(['pause', 'resume'])
})

test('a terminal that is closed ends its shell and says nothing any more', async () => {
  const { told, calls, say, end, terminals } = await openFake()
  terminals.closeAll()
  say('late')
  end(0)
  expect([told, calls]).toEqual([[], ['kill']])
})

afterEach(() => vi.unstubAllEnvs())

test.runIf(process.platform !== 'win32')('a real shell: the person\'s startup files run, and kubectl still leads to this cluster alone', async () => {
  const home = await mkdtemp(join(tmpdir(), 'podscape-home-'))
  await writeFile(join(home, '.bashrc'), 'export KUBECONFIG=/elsewhere PATH=/usr/bin:/bin MINE=yes\n')
  vi.stubEnv('HOME', home)
  vi.stubEnv('SHELL', '/bin/bash')
  vi.stubEnv('PATH', '/nowhere')
  const ending = new AbortController()
  const { terminals } = openTerminals({
    kubeconfig: join(home, 'it is ours'), folder: join(home, 'terminal'), bundled: join(home, 'bin'), cache: join(home, 'cache'), mayFetch: true, signal: ending.signal,
  })
  let output = ''
  let code: number | undefined
  const { id } = await terminals.open({ columns: 200, rows: 24 }, { onData: (_id, text) => { output += text }, onExit: (_id, end) => { code = end } })
  terminals.write(id, 'echo "=$MINE=$KUBECONFIG=$PATH=$PWD="\r')
  const provided = process.platform === 'linux' && process.arch === 'x64' ? `${join(home, 'cache/kubectl-1.32-linux-x64')}:` : ''
  await expect.poll(() => output, { timeout: 10_000 }).toContain(`=yes=${home}/it is ours=${provided}/usr/bin:/bin=${home}=`)
  terminals.write(id, 'exit 7\r')
  await expect.poll(() => code, { timeout: 10_000 }).toBe(7)
  ending.abort()
  await rm(home, { recursive: true, force: true })
})
