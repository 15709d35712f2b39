import type { ByteSink, ByteSource } from '../../../shared/lang/pipe.ts'

/** Columns and rows of the client's terminal. */
export interface TerminalSize {
  readonly width: number
  readonly height: number
}

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  /** The runtime could not run it; `message` is the runtime's own text. */
  | { readonly kind: 'failed'; readonly message: string }

/** A process in a container, as `exec` and `attach` see it. */
export interface Process {
  readonly stdin: ByteSink
  /** Under a terminal all output comes here. */
  readonly stdout: ByteSource
  readonly stderr: ByteSource
  /** Resolves when the process is over; both outputs end by then or soon after. */
  readonly ended: Promise<ProcessEnd>
  resize(size: TerminalSize): void
  /** The client is gone: `exec` ends its process, `attach` lets go of it. */
  hangUp(): void
}
