import { assertNever } from '../../../shared/lang/assert-never.ts'
import type { ByteSink } from '../../../shared/lang/pipe.ts'
import { readLine } from './lines.ts'
import { parseScript } from './parse.ts'
import { runScript } from './shell.ts'
import { formatSyntaxProblem } from './shell-errors.ts'
import { isLeaving, type Ports, type Session, type ShellState } from './shell-state.ts'
import { answer, drive, type Sink } from './steps.ts'
import type { Terminal } from './terminal.ts'

const interrupted = 130

/** The prompt of the image's shell. */
function formatPrompt(state: ShellState, session: Session): string {
  const { pod, container } = session.world
  const mark = container.uid === 0 ? '#' : '$'
  const place = state.cwd === state.variables.get('HOME') ? '~' : state.cwd
  switch (state.kind) {
    case 'bash': return `${container.uid === 0 ? 'root' : 'nobody'}@${pod.hostname}:${place}${mark} `
    case 'dash': return `${mark} `
    case 'busybox': return `${place} ${mark} `
    default: return assertNever(state.kind)
  }
}

/** Passes output on until the job is interrupted. */
function guard(sink: ByteSink, signal: AbortSignal): Sink {
  return {
    *write(bytes) {
      return !signal.aborted && (yield* answer(sink.write(bytes)))
    },
    end: () => undefined,
  }
}

/** Resolves when a signal is aborted. */
function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Runs shells and programs in the foreground of a terminal, so that Ctrl-C ends what runs and nothing else. */
export async function runForeground(terminal: Terminal, signal: AbortSignal, run: (ports: Ports) => Promise<number>): Promise<number> {
  const job = new AbortController()
  const abort = () => job.abort()
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  terminal.onInterrupt(abort)
  const stdin = terminal.openInput()
  const output = guard(terminal.output, job.signal)
  const over = await Promise.race([
    run({ stdin, stdout: output, stderr: output, signal: job.signal, place: 'last' }),
    whenAborted(job.signal).then(() => interrupted),
  ])
  stdin.cancel()
  signal.removeEventListener('abort', abort)
  return job.signal.aborted ? interrupted : over
}

/** The read loop of a shell under a terminal; resolves to the shell's exit code. */
export async function runInteractive(state: ShellState, session: Session, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const history: string[] = []
  const show = (text: string) => terminal.output.write(Buffer.from(text))
  let typed = ''
  while (!signal.aborted && !isLeaving(state)) {
    await show(typed === '' ? formatPrompt(state, session) : '> ')
    const input = terminal.openInput()
    let stopped = false
    terminal.onInterrupt(() => {
      stopped = true
      input.cancel()
    })
    terminal.setHistory(history)
    const hangUp = () => input.cancel()
    signal.addEventListener('abort', hangUp)
    const line = await drive(readLine(input))
    signal.removeEventListener('abort', hangUp)
    terminal.setHistory(undefined)
    input.cancel()
    if (stopped) {
      typed = ''
      state.status = interrupted
      continue
    }
    if (line === undefined) {
      if (state.kind !== 'dash') await show(state.kind === 'bash' ? 'exit\n' : '\n')
      break
    }
    if (line.trim() !== '') history.push(line)
    typed += typed === '' ? line : `\n${line}`
    const script = parseScript(typed)
    if (!script.ok && script.error.kind === 'incomplete') continue
    typed = ''
    if (script.ok) state.status = await runForeground(terminal, signal, (ports) => drive(runScript(script.value, state, session, ports)))
    else {
      await show(formatSyntaxProblem(state, script.error))
      state.status = 2
    }
    state.loops = 0
    if (!isLeaving(state)) state.leaving = undefined
  }
  return state.status
}
