import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TerminalSize } from '../../shared/ipc/contract.ts'
import { canRun } from './can-run.ts'
import { KUBECTL_CARRIER } from './carrier.ts'
import { buildEnvironment } from './environment.ts'
import { createKubectl, type Kubectl } from './kubectl.ts'
import { chooseShell, type Shell, STARTUP_FILES } from './shell.ts'
import { createTerminals, type Pty, type Terminals } from './terminals.ts'

export interface OpenTerminalsOptions {
  /** The app's own kubeconfig. */
  readonly kubeconfig: string
  /** Folder for what the terminals keep. */
  readonly folder: string
  /** Folder of the programs that a packaged app brings along. */
  readonly bundled: string
  /** Folder of programs fetched once, for all who use this computer's account. */
  readonly cache: string
  readonly mayFetch: boolean
  readonly signal: AbortSignal
}

/** Terminals with the person's shell and environment on this machine. All end when `signal` aborts. */
export function openTerminals({ kubeconfig, folder, bundled, cache, mayFetch, signal }: OpenTerminalsOptions): { readonly terminals: Terminals; readonly kubectl: Kubectl } {
  const { platform, arch, env } = process
  const startup = join(folder, 'startup')
  const kubectl = createKubectl({
    places: { platform, path: env['PATH'] ?? '', bundled, fetched: join(cache, KUBECTL_CARRIER.folder), canRun },
    mayFetch: mayFetch && platform === 'linux' && arch === 'x64',
    signal,
  })
  const spawn = async (shell: Shell, { columns, rows }: TerminalSize): Promise<Pty> => {
    writeStartupFiles(startup)
    const bin = kubectl.bin()
    // Loaded only now: its native part is of no use to those who open no terminal.
    const { spawn: spawnPty } = await import('@lydell/node-pty')
    return spawnPty(shell.file, [...shell.args], {
      name: 'xterm-256color', cols: columns, rows, cwd: homedir(),
      env: { ...buildEnvironment({ env, kubeconfig, kubeCache: join(folder, 'kube-cache'), ...(bin === undefined ? {} : { bin }) }), ...shell.env },
    })
  }
  const terminals = createTerminals({ shell: () => chooseShell({ platform, env, canRun, startup }), spawn, makeId: randomUUID })
  signal.addEventListener('abort', () => terminals.closeAll(), { once: true })
  return { terminals, kubectl }
}

function writeStartupFiles(folder: string): void {
  for (const [name, text] of Object.entries(STARTUP_FILES)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, text, { mode: 0o600 })
  }
}
