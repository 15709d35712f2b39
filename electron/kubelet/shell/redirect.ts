import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import { expandText, type ExpansionScope } from './expand.ts'
import { type FileProblem, type FileSystem, resolvePath } from './file-system.ts'
import type { Redirect } from './script.ts'
import type { Ports, Session } from './shell-state.ts'
import type { Sink, Steps } from './steps.ts'
import { openBytes } from './tool.ts'

/** Bytes kept back before they are written to a file that has grown to `small` bytes: appending copies the file. */
const writeRoom = 1024 * 1024
const small = 65_536

export interface FileSink extends Sink {
  /** Writes what was kept back. */
  flush(): void
}

/** Appends to a file. */
export function createFileSink(files: FileSystem, path: string): FileSink {
  let parts: Uint8Array[] = []
  let size = 0
  let flushed = 0
  const flush = () => {
    if (size === 0) return true
    const written = files.append(path, Buffer.concat(parts))
    parts = []
    flushed += size
    size = 0
    return written.ok
  }
  return {
    *write(bytes) {
      parts.push(bytes)
      size += bytes.length
      return size < (flushed < small ? 1 : writeRoom) || flush()
    },
    end: () => undefined,
    flush: () => void flush(),
  }
}

const nothing: Sink = {
  *write() {
    return true
  },
  end: () => undefined,
}

export interface Redirected {
  readonly ports: Ports
  /** To be called when the command is over. */
  readonly close: () => void
}

export interface RedirectProblem {
  readonly path: string
  readonly problem: FileProblem
  readonly reading: boolean
}

/** Opens redirections in order. Only the three standard ports exist. */
export function* openRedirects(redirects: readonly Redirect[], ports: Ports, scope: ExpansionScope, first: Session['first']): Steps<Result<Redirected, RedirectProblem>> {
  const { files } = scope
  const sinks: FileSink[] = []
  let { stdin, stdout, stderr } = ports
  const streamOf = (path: string): Sink | undefined => {
    switch (path) {
      case '/dev/stdout':
      case '/proc/self/fd/1': return stdout
      case '/dev/stderr':
      case '/proc/self/fd/2': return stderr
      case '/proc/1/fd/1': return first?.stdout
      case '/proc/1/fd/2': return first?.stderr
      default: return undefined
    }
  }
  const setOutput = (fd: number, sink: Sink) => {
    if (fd === 1) stdout = sink
    if (fd === 2) stderr = sink
  }
  for (const redirect of redirects) {
    switch (redirect.kind) {
      case 'here':
        stdin = openBytes(Buffer.from(yield* expandText(redirect.text, scope)))
        break
      case 'duplicate': {
        const from = yield* expandText(redirect.from, scope)
        if (from === '1') setOutput(redirect.fd, stdout)
        else if (from === '2') setOutput(redirect.fd, stderr)
        else if (from === '-') setOutput(redirect.fd, nothing)
        break
      }
      case 'in': {
        const path = yield* expandText(redirect.target, scope)
        const bytes = files.read(resolvePath(scope.cwd(), path))
        if (!bytes.ok) return fail({ path, problem: bytes.error, reading: true })
        stdin = openBytes(bytes.value)
        break
      }
      case 'out':
      case 'append': {
        const path = yield* expandText(redirect.target, scope)
        const full = resolvePath(scope.cwd(), path)
        const stream = streamOf(full)
        if (stream !== undefined) {
          setOutput(redirect.fd, stream)
          break
        }
        const opened = redirect.kind === 'out' ? files.write(full, new Uint8Array()) : files.append(full, new Uint8Array())
        if (!opened.ok) return fail({ path, problem: opened.error, reading: false })
        const sink = createFileSink(files, full)
        sinks.push(sink)
        setOutput(redirect.fd, sink)
        break
      }
    }
  }
  return ok({ ports: { ...ports, stdin, stdout, stderr }, close: () => { for (const sink of sinks) sink.flush() } })
}
