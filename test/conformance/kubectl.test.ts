import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject, test } from 'vitest'
import { serve } from '../support/serve.ts'
import { type Place, shell } from '../support/shell.ts'
import { normalizeOutput, parseTranscript, type Step } from '../support/transcript.ts'

const folder = join(import.meta.dirname, 'transcripts')
const transcripts = readdirSync(folder).filter((name) => name.endsWith('.txt'))

describe.for(inject('clients'))('kubectl $kubectl', ({ found }) => {
  test.concurrent.for(transcripts)('%s', async (name, { skip, expect }) => {
    if (found.are === 'missing') skip(found.why)
    else {
      const home = mkdtempSync(join(tmpdir(), 'podscape-transcript-'))
      const served = await serve(['--kubeconfig', join(home, 'kubeconfig'), '--speed', '5'])
      try {
        const { wanted, got } = await replay(parseTranscript(readFileSync(join(folder, name), 'utf8')), { home, served, path: found.path })
        expect(got).toEqual(wanted)
      } finally {
        await served.stop()
        rmSync(home, { recursive: true, force: true })
      }
    }
  })
})

interface Shown {
  readonly command: string
  readonly exit: number
  readonly output: string
}

/** Carries out a transcript up to the first command that does not print what it should: what was wanted, and what was got. */
async function replay(steps: readonly Step[], place: Place): Promise<{ readonly wanted: readonly Shown[]; readonly got: readonly Shown[] }> {
  const [wanted, got]: [Shown[], Shown[]] = [[], []]
  for (const step of steps) {
    if (step.does === 'file') {
      writeFileSync(join(place.home, step.name), step.text)
      continue
    }
    const { output, exit } = await shell(step.command, place)
    if (step.does === 'prepare' && exit === 0) continue
    const command = `line ${step.line}: ${step.command}`
    wanted.push({ command, ...(step.does === 'prepare' ? { exit: 0, output: '' } : { exit: step.exit, output: normalizeOutput(step.output) }) })
    got.push({ command, exit, output: normalizeOutput(output) })
    if (wanted.at(-1)?.output !== got.at(-1)?.output || wanted.at(-1)?.exit !== exit) break
  }
  return { wanted, got }
}
