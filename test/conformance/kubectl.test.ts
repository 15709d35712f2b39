import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type Served, serve } from '../support/serve.ts'
import { normalizeOutput, parseTranscript, type Step } from '../support/transcript.ts'

const folder = join(import.meta.dirname, 'transcripts')
const transcripts = readdirSync(folder).filter((name) => name.endsWith('.txt'))
const version = /v1\.(\d+)/.exec(spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' }).stdout ?? '')?.[1]

if (version === undefined) test.skip('transcripts need a kubectl on PATH')
else test.for(transcripts)('%s', async (name) => {
  const home = mkdtempSync(join(tmpdir(), 'podscape-transcript-'))
  const served = await serve(['--kubeconfig', join(home, 'kubeconfig'), '--speed', '5'])
  try {
    for (const step of parseTranscript(readFileSync(join(folder, name), 'utf8'))) await run(step, home, served)
  } finally {
    await served.stop()
    rmSync(home, { recursive: true, force: true })
  }
})

async function run(step: Step, home: string, served: Served): Promise<void> {
  if (step.does === 'file') return writeFileSync(join(home, step.name), step.text)
  const { output, exit } = await shell(step.command, home, served)
  const shown = `line ${step.line}: ${step.command}`
  if (step.does === 'prepare') return expect({ shown, exit, output: exit === 0 ? '' : output }).toEqual({ shown, exit: 0, output: '' })
  return expect({ shown, exit, output: normalizeOutput(output) }).toEqual({ shown, exit: step.exit, output: normalizeOutput(step.output) })
}

async function shell(command: string, home: string, { kubeconfig }: Served): Promise<{ readonly output: string; readonly exit: number }> {
  const env = { ...process.env, KUBECONFIG: kubeconfig, HOME: home, KUBECTL_EXTERNAL_DIFF: '' }
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', `exec 2>&1; ${command}`], { cwd: home, env, timeout: 60_000 })
    return { output: stdout, exit: 0 }
  } catch (error) {
    const { stdout, code } = error as { readonly stdout: string; readonly code: number | null }
    return { output: stdout, exit: code ?? -1 }
  }
}
