import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const launcher = resolve(import.meta.dirname, '../../build/podscape.mjs')

/** `podscape serve`, running. */
export interface Served {
  readonly server: string
  readonly kubeconfig: string
  readonly version: string
  readonly pid: number
  /** Ends it as a terminal would; resolves with its exit status. */
  stop(): Promise<number | null>
}

/** Starts a cluster without a window, in memory unless told otherwise. Rejects when it ends before it is ready. */
export async function serve(args: readonly string[] = []): Promise<Served> {
  const child = spawn(process.execPath, [launcher, 'serve', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const ended = once(child, 'close') as Promise<[number | null]>
  const first = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const ready = await Promise.race([first.then(([line]) => line), ended.then(([code]) => new Error(`podscape serve ended with ${code}: ${complaints}`))])
  if (ready instanceof Error) throw ready
  const { server, kubeconfig, version } = JSON.parse(ready) as { readonly server: string; readonly kubeconfig: string; readonly version: string }
  return {
    server, kubeconfig, version, pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = await ended
      return code
    },
  }
}
