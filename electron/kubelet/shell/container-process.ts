import { type ByteSink, type ByteSource, createPipe } from '../../../shared/lang/pipe.ts'
import { runForeground, runInteractive } from './interactive.ts'
import { createLineSource } from './lines.ts'
import { findProgram, runProgram, shellKind } from './programs.ts'
import { createState, defaultVariables, type Ports, type Session } from './shell-state.ts'
import { createTerminal, feedTerminal } from './terminal.ts'
import { answer, drive, fromByteSink, fromByteSource, type Steps } from './steps.ts'
import { say, yieldTurn } from './tool.ts'
import { findToolset } from './toolsets.ts'
import type { World } from './world.ts'

/** A process started by `exec`: what the API server connects a client to. */
export interface ContainerProcess {
  readonly stdin: ByteSink
  /** Under a terminal all output comes here. */
  readonly stdout: ByteSource
  readonly stderr: ByteSource
  readonly ended: Promise<{ readonly kind: 'exited'; readonly code: number } | { readonly kind: 'failed'; readonly message: string }>
  resize(size: { readonly width: number; readonly height: number }): void
  /** Ends the process: its client is gone, or its container. */
  hangUp(): void
}

/** Processes that one `exec` may have at once. */
const maxProcesses = 256

/** containerd's text for a program that its runtime could not start. */
function formatStartFailure(word: string, world: World): string {
  const digits = (part: number) => world.random.draw('exec', world.pod.name, part, world.clock.now()).toString(16).padStart(8, '0')
  const id = [0, 1, 2, 3, 4, 5, 6, 7].map(digits).join('')
  const cause = word.includes('/') ? `stat ${word}: no such file or directory` : 'executable file not found in $PATH'
  return `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${word}": ${cause}: unknown`
}

/** What a shell makes of a process that a signal ended. */
const signalled = 128

/** Runs a process until it ends or is sent a signal. */
async function runUntilSignal(argv: readonly string[], world: World, signal: AbortSignal, run: (pid: number, signal: AbortSignal) => Promise<number>): Promise<number> {
  const life = new AbortController()
  const abort = () => life.abort()
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  let killed: (code: number) => void = () => undefined
  const ended = new Promise<number>((resolve) => {
    killed = resolve
  })
  const { uid } = world.container
  const row = { user: uid === 0 ? 'root' : String(uid), started: world.clock.now(), command: argv.join(' ') }
  const { pid, leave } = world.processes.enter(row, (number) => {
    killed(signalled + number)
    abort()
  })
  try {
    return await Promise.race([ended, run(pid, life.signal)])
  } finally {
    signal.removeEventListener('abort', abort)
    leave()
  }
}

function* refuse(word: string, { stderr }: Ports): Steps<number> {
  yield* say(stderr, `${word}: Cannot fork: Resource temporarily unavailable\n`)
  return 2
}

function createSession(world: World, terminal: Session['terminal']): Session {
  let running = 0
  const session: Session = {
    world,
    toolset: findToolset(world.container.image),
    terminal,
    run: (argv, env, cwd, ports) => {
      const [word = '', ...args] = argv
      const program = findProgram(word, cwd, session)
      if (program === undefined) return undefined
      if (running >= maxProcesses) return refuse(word, ports)
      running += 1
      return answer(runUntilSignal(argv, world, ports.signal, (pid, signal) => drive(runProgram(program, pid, args, env, cwd, session, { ...ports, signal }))).finally(() => {
        running -= 1
      }))
    },
  }
  return session
}

interface ProcessOptions {
  readonly tty: boolean
}

/** Starts a command in a simulated container, as `kubectl exec` does. It touches nothing but the world. */
export function runCommand(argv: readonly string[], world: World, options: ProcessOptions): ContainerProcess {
  const [stdin, stdout, stderr] = [createPipe(), createPipe(), createPipe()]
  const life = new AbortController()
  let size = { width: 80, height: 24 }
  const session = createSession(world, () => (options.tty ? size : undefined))
  const env = new Map([...defaultVariables(world.container.uid), ...(options.tty ? [['TERM', 'xterm'] as const] : []), ...Object.entries(world.container.env)])
  const cwd = world.container.workingDir
  const [word = '', ...args] = argv
  const program = findProgram(word, cwd, session)

  const runWith = async (ports: Ports): Promise<number> => {
    const running = session.run(argv, env, cwd, ports)
    return running === undefined ? 127 : drive(running)
  }
  const runUnderTerminal = async (): Promise<number> => {
    const terminal = createTerminal(stdout)
    // the client's first size is on its way
    await drive(yieldTurn(world))
    void feedTerminal(stdin, terminal)
    const interactive = program?.kind === 'shell' && args.every((arg) => /^-[il]+$|^--login$/.test(arg))
    if (!interactive) return runForeground(terminal, life.signal, runWith)
    const kind = shellKind(program.name, session.toolset)
    return runUntilSignal(argv, world, life.signal, (pid, signal) => {
      return runInteractive(createState(kind, program.name, [], env, cwd, pid, true), session, terminal, signal)
    })
  }
  const runPlain = () => runWith({
    stdin: createLineSource(fromByteSource(stdin)), stdout: fromByteSink(stdout), stderr: fromByteSink(stderr), signal: life.signal, place: 'last',
  })
  const run = async () => {
    if (program === undefined) return { kind: 'failed', message: formatStartFailure(word, world) } as const
    return { kind: 'exited', code: (await (options.tty ? runUnderTerminal() : runPlain())) & 255 } as const
  }
  const ended = run().finally(() => {
    // what still runs in the background ends with it
    life.abort()
    stdin.cancel()
    stdout.end()
    stderr.end()
  })
  return {
    stdin, stdout, stderr, ended,
    resize: ({ width, height }) => {
      if (width > 0 && height > 0) size = { width, height }
    },
    hangUp: () => {
      life.abort()
      stdin.end()
      stdout.cancel()
      stderr.cancel()
    },
  }
}
