import { createHttpReader } from '../http-message.ts'
import { answer } from '../steps.ts'
import { complain, complainOfFile, parseFlags, pathOf, say, type Tool, type ToolIo } from '../tool.ts'
import { parseUrl, type Url } from '../url.ts'
import { reach, type Reached } from './dial.ts'

const longOptions = { quiet: 'q', 'output-document': 'O', timeout: 'T', spider: 's', 'server-response': 'S', header: 'H', tries: 't', 'no-verbose': 'n' }

function explainFailure(io: ToolIo, reached: Exclude<Reached, { kind: 'connected' }>, { host, port }: Url): readonly [number, string] {
  if (reached.kind === 'interrupted') return [130, '']
  if (reached.kind === 'unknown') return io.busybox ? [1, `bad address '${host}'`] : [4, `unable to resolve host address '${host}'`]
  const texts = { refused: 'Connection refused', unreachable: 'No route to host', timeout: 'Connection timed out' }
  if (!io.busybox) return [4, `Connecting to ${host}:${port}... failed: ${texts[reached.kind]}.`]
  return [1, reached.kind === 'timeout' ? 'download timed out' : `can't connect to remote host (${reached.address}): ${texts[reached.kind]}`]
}

/** The file that wget writes without -O. */
function defaultName({ path }: Url): string {
  return path.split('?')[0]?.split('/').at(-1) || 'index.html'
}

export const wget: Tool = function* (io) {
  const flags = parseFlags(io.args.map((arg) => (arg === '-nv' ? '-n' : arg)), 'qO:T:sSH:t:n', longOptions)
  if (!flags.ok) return yield* complain(io, flags.error, io.busybox ? 1 : 2)
  const { has, get, all, operands } = flags.value
  const [text] = operands
  if (text === undefined) return yield* complain(io, 'missing URL', 1)
  const parsed = parseUrl(text)
  if (!parsed.ok) return yield* complain(io, io.busybox ? `not an http or ftp url: ${text}` : `${text}: Unsupported scheme.`, 1)
  const url = parsed.value
  const report = (line: string) => say(io.stderr, has('q') ? '' : `${line}\n`)
  const limit = Number(get('T') ?? Number.NaN) * 1000
  const reached = yield* reach(io, url.host, url.port, limit > 0 ? limit : undefined)
  if (reached.kind !== 'connected') {
    const [code, why] = explainFailure(io, reached, url)
    // GNU wget is silent under -q even then
    if (why !== '' && (io.busybox || !has('q'))) yield* complain(io, why)
    return code
  }
  const { connection, address } = reached
  yield* report(io.busybox ? `Connecting to ${url.authority} (${address}:${url.port})` : `Connecting to ${url.host} (${url.host})|${address}|:${url.port}... connected.`)
  if (url.scheme === 'https') {
    connection.output.end()
    return io.busybox
      ? yield* complain(io, 'note: TLS certificate validation not implemented\nwget: TLS error from peer')
      : yield* complain(io, 'GnuTLS: An unexpected TLS packet was received.', 4)
  }
  const lines = [`${has('s') ? 'HEAD' : 'GET'} ${url.path} HTTP/1.1`, `Host: ${url.authority}`, 'User-Agent: Wget', 'Connection: close', ...all('H'), '', '']
  yield* answer(connection.output.write(Buffer.from(lines.join('\r\n'))))
  const reader = createHttpReader(connection.input)
  const head = yield* answer(reader.head())
  if (io.signal.aborted) return 130
  if (head === undefined) return yield* complain(io, io.busybox ? 'error getting response' : 'No data received.', io.busybox ? 1 : 4)
  const [version, status, reason] = head.start
  if (has('S')) for (const line of head.lines) yield* say(io.stderr, `  ${line}\n`)
  if (Number(status) >= 400) return yield* complain(io, io.busybox ? `server returned error: ${version} ${status} ${reason}` : `ERROR ${status}: ${reason}.`, io.busybox ? 1 : 8)
  const body = has('s') ? Buffer.alloc(0) : yield* answer(reader.body(head, true))
  connection.output.end()
  if (body === undefined) return yield* complain(io, 'connection closed prematurely', 1)
  if (has('s')) {
    yield* report('remote file exists')
    return 0
  }
  const output = get('O') ?? defaultName(url)
  if (output === '-') return (yield* io.stdout.write(body)) ? 0 : 3
  const written = io.world.files.write(pathOf(io, output), body)
  if (!written.ok) return yield* complainOfFile(io, output, written.error)
  yield* report(`'${output}' saved`)
  return 0
}
