import { type ByteSource, createPipe, type Pipe } from '../../shared/lang/pipe.ts'
import type { ContainerProcess } from './shell/index.ts'

/** The process that a container is there for, where it really runs: clients may come and go. */
export interface MainProcess {
  /** A client's view of it: what it writes from now on. Undefined once it is over. */
  attach(options: { readonly stdin: boolean }): ContainerProcess | undefined
}

interface MainOptions {
  /** Its input ends with the first client that gave it any. */
  readonly stdinOnce: boolean
  readonly onLine: (text: string) => void
}

interface Client {
  readonly stdout: Pipe
  readonly stderr: Pipe
}

/** Hands the output of a process to its clients and, line by line, to its log. */
export function shareProcess(process: ContainerProcess, { stdinOnce, onLine }: MainOptions): MainProcess {
  const clients = new Set<Client>()
  let over = false

  const spread = async (source: ByteSource, name: keyof Client) => {
    let line = ''
    const decoder = new TextDecoder()
    for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) {
      const lines = `${line}${decoder.decode(bytes, { stream: true })}`.split('\n')
      line = lines.pop() ?? ''
      for (const whole of lines) onLine(whole.replace(/\r$/, ''))
      await Promise.all(Array.from(clients, (client) => client[name].write(bytes)))
    }
    if (line !== '') onLine(line)
    for (const client of clients) client[name].end()
  }
  const drain = async () => {
    await Promise.all([spread(process.stdout, 'stdout'), spread(process.stderr, 'stderr')])
    over = true
    await process.ended
    // How it ended is the pod's to tell.
    return { kind: 'exited', code: 0 } as const
  }
  const drained = drain()
  const endInput = () => {
    if (stdinOnce) process.stdin.end()
  }

  return {
    attach: ({ stdin }) => {
      if (over) return undefined
      const client: Client = { stdout: createPipe(), stderr: createPipe() }
      clients.add(client)
      return {
        stdin: stdin ? { write: (bytes) => process.stdin.write(bytes), end: endInput } : { write: async () => true, end: () => undefined },
        stdout: client.stdout,
        stderr: client.stderr,
        ended: drained,
        resize: process.resize,
        hangUp: () => {
          clients.delete(client)
          client.stdout.cancel()
          client.stderr.cancel()
          if (stdin) endInput()
        },
      }
    },
  }
}
