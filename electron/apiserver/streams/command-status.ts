import type { Status } from '../../../shared/status/index.ts'
import type { CommandOptions } from './command-options.ts'
import type { ProcessEnd } from './process.ts'

interface Cause {
  readonly reason?: string
  readonly message: string
}

/** The `Status` that ends `exec` and `attach`. kubectl makes its own exit code of the cause `ExitCode`. */
export type EndStatus =
  | { readonly metadata: Readonly<Record<string, never>>; readonly status: 'Success' }
  | {
    readonly metadata: Readonly<Record<string, never>>
    readonly status: 'Failure'
    readonly message: string
    readonly reason: string
    readonly details: { readonly causes: readonly Cause[] }
    readonly code?: number
  }

/** What carries the streams. Kubernetes 1.32 translates WebSockets to SPDY, and words an internal error once more on the way. */
export type CommandTransport = 'websocket' | 'spdy'

function buildInternal(message: string): EndStatus {
  return {
    metadata: {}, status: 'Failure', message: `Internal error occurred: ${message}`, reason: 'InternalError', details: { causes: [{ message }] }, code: 500,
  }
}

/** The status of a command that is over, as a containerd node and an API server of 1.32 word it. */
export function buildEndStatus(end: ProcessEnd, verb: CommandOptions['verb'], transport: CommandTransport): EndStatus {
  if (end.kind === 'failed') {
    const message = `${verb === 'exec' ? 'error executing command in container' : 'error attaching to container'}: ${end.message}`
    return buildInternal(transport === 'websocket' ? `Internal error occurred: ${message}` : message)
  }
  if (end.code === 0) return { metadata: {}, status: 'Success' }
  return {
    metadata: {}, status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${end.code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(end.code) }] },
  }
}

/** The bytes of a status on the error stream: JSON from v4 on; before that its text, and nothing for success. */
export function encodeEndStatus(status: EndStatus | Status, protocol: string): Uint8Array {
  if (protocol.startsWith('v5.') || protocol.startsWith('v4.')) return Buffer.from(JSON.stringify(status))
  return Buffer.from(status.status === 'Success' ? '' : status.message)
}
