import { type ByteSink, type ByteSource, createPipe } from '../../../shared/lang/pipe.ts'

/** One end of a simulated TCP connection. */
export interface Connection {
  readonly input: ByteSource
  readonly output: ByteSink
}

/** Takes the server's end of a new connection; `from` is the client's address. */
export type Listener = (connection: Connection, from: string) => void

/** Opens a connection to a listener and returns the client's end. */
export function connectTo(listener: Listener, from: string): Connection {
  const [up, down] = [createPipe(), createPipe()]
  listener({ input: up, output: down }, from)
  return { input: down, output: up }
}
