import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Served } from './serve.ts'

/** Where commands are run, and with what. */
export interface Place {
  readonly home: string
  readonly served: Served
  readonly path: string
}

/** Runs a command as a person would who knows this cluster alone; resolves with both its outputs together and its exit status. */
export async function shell(command: string, { home, served, path }: Place): Promise<{ readonly output: string; readonly exit: number }> {
  const env = { ...process.env, PATH: path, KUBECONFIG: served.kubeconfig, HOME: home, KUBECTL_EXTERNAL_DIFF: '', KUBE_EDITOR: '' }
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', `exec 2>&1; ${command}`], { cwd: home, env, timeout: 60_000 })
    return { output: stdout, exit: 0 }
  } catch (error) {
    const { stdout, code } = error as { readonly stdout: string; readonly code: number | null }
    return { output: stdout, exit: code ?? -1 }
  }
}
