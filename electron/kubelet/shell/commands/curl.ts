import { assertNever } from '../../../../shared/lang/assert-never.ts'
import { createHttpReader, type HttpHead } from '../http-message.ts'
import { answer, type Steps } from '../steps.ts'
import { complainOfFile, type Flags, parseFlags, pathOf, say, type Tool, type ToolIo } from '../tool.ts'
import { formatUrlProblem, parseUrl, type Url } from '../url.ts'
import { reach, type Reached } from './dial.ts'

const longOptions = {
  silent: 's', 'show-error': 'S', verbose: 'v', include: 'i', head: 'I', output: 'o', request: 'X', header: 'H', data: 'd', location: 'L', fail: 'f',
  'max-time': 'm', 'connect-timeout': 'T', 'user-agent': 'A', 'write-out': 'w', insecure: 'k', 'data-raw': 'd', 'remote-name': 'O', 'no-progress-meter': 'P',
}

function* complainCurl(io: ToolIo, flags: Flags, code: number, text: string): Steps<number> {
  if (!flags.has('s') || flags.has('S')) yield* say(io.stderr, `curl: (${code}) ${text}\n`)
  return code
}

function explainFailure(reached: Exclude<Reached, { kind: 'connected' }>, { host, port }: Url): readonly [number, string] {
  switch (reached.kind) {
    case 'unknown': return [6, `Could not resolve host: ${host}`]
    case 'refused': return [7, `Failed to connect to ${host} port ${port} after ${reached.waited} ms: Connection refused`]
    case 'unreachable': return [7, `Failed to connect to ${host} port ${port} after ${reached.waited} ms: No route to host`]
    case 'timeout': return [28, `Failed to connect to ${host} port ${port} after ${reached.waited} ms: Timeout was reached`]
    case 'interrupted': return [130, 'Interrupted']
    default: return assertNever(reached)
  }
}

function buildRequest(flags: Flags, url: Url, method: string): { readonly lines: readonly string[]; readonly body: string } {
  const body = flags.all('d').join('&')
  const own = flags.all('H')
  const given = new Set(own.map((header) => header.split(':')[0]?.toLowerCase()))
  const standard = [
    ['Host', url.authority], ['User-Agent', flags.get('A') ?? 'curl/8.5.0'], ['Accept', '*/*'],
    ...(body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))], ['Content-Type', 'application/x-www-form-urlencoded']]),
  ]
  const headers = standard.filter(([name = '']) => !given.has(name.toLowerCase())).map(([name, value]) => `${name}: ${value}`)
  return { lines: [`${method} ${url.path} HTTP/1.1`, ...headers, ...own], body }
}

/** The progress meter's heading and last row, which curl shows when its output is not a terminal. */
function formatProgress(size: number): string {
  const bytes = String(size).padStart(5)
  return '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n'
    + '                                 Dload  Upload   Total   Spent    Left  Speed\n'
    + `100 ${bytes}  100 ${bytes}    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n`
}

function* emit(io: ToolIo, flags: Flags, head: HttpHead, body: Buffer): Steps<number> {
  const shown = flags.has('i') || flags.has('I') ? Buffer.concat([Buffer.from(`${head.lines.join('\r\n')}\r\n\r\n`), body]) : body
  const output = flags.get('o')
  if ((output !== undefined || io.terminal === undefined) && !flags.has('s') && !flags.has('P')) yield* say(io.stderr, formatProgress(body.length))
  if (output !== undefined && output !== '-') {
    const written = io.world.files.write(pathOf(io, output), shown)
    if (!written.ok) {
      yield* complainOfFile(io, output, written.error)
      return 23
    }
  } else if (!(yield* io.stdout.write(shown))) return 23
  const format = flags.get('w')
  if (format !== undefined) {
    const values: Readonly<Record<string, string>> = { http_code: head.start[1], size_download: String(body.length), response_code: head.start[1] }
    yield* say(io.stdout, format.replaceAll(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '').replaceAll(String.raw`\n`, '\n'))
  }
  return 0
}

function* fetchUrl(io: ToolIo, flags: Flags, text: string): Steps<number> {
  const parsed = parseUrl(text)
  if (!parsed.ok) return yield* complainCurl(io, flags, 3, formatUrlProblem(parsed.error))
  const url = parsed.value
  const verbose = (line: string) => say(io.stderr, flags.has('v') ? `${line}\n` : '')
  const limit = flags.get('T') ?? flags.get('m')
  const reached = yield* reach(io, url.host, url.port, limit === undefined ? undefined : Math.max(0, Number(limit) * 1000) || undefined)
  if (reached.kind !== 'connected') return yield* complainCurl(io, flags, ...explainFailure(reached, url))
  const { connection, address } = reached
  yield* verbose(`*   Trying ${address}:${url.port}...`)
  yield* verbose(`* Connected to ${url.host} (${address}) port ${url.port}`)
  if (url.scheme === 'https') {
    connection.output.end()
    return yield* complainCurl(io, flags, 35, 'OpenSSL/3.0.15: error:0A00010B:SSL routines::wrong version number')
  }
  const method = flags.get('X') ?? (flags.has('I') ? 'HEAD' : flags.has('d') ? 'POST' : 'GET')
  const { lines, body } = buildRequest(flags, url, method)
  for (const line of lines) yield* verbose(`> ${line}`)
  yield* verbose('> ')
  yield* answer(connection.output.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)))
  const reader = createHttpReader(connection.input)
  const head = yield* answer(reader.head())
  if (io.signal.aborted) return 130
  if (head === undefined) return yield* complainCurl(io, flags, 52, 'Empty reply from server')
  if (!head.start[0].startsWith('HTTP/')) return yield* complainCurl(io, flags, 1, 'Received HTTP/0.9 when not allowed')
  for (const line of head.lines) yield* verbose(`< ${line}`)
  yield* verbose('< ')
  const received = method === 'HEAD' ? Buffer.alloc(0) : yield* answer(reader.body(head, true))
  connection.output.end()
  connection.input.cancel()
  yield* verbose(`* Connection #0 to host ${url.host} left intact`)
  if (received === undefined) return yield* complainCurl(io, flags, 18, 'transfer closed with outstanding read data remaining')
  if (flags.has('f') && Number(head.start[1]) >= 400) return yield* complainCurl(io, flags, 22, `The requested URL returned error: ${head.start[1]}`)
  return yield* emit(io, flags, head, received)
}

export const curl: Tool = function* (io) {
  const flags = parseFlags(io.args, 'sSviIo:X:H:d:LfT:m:A:w:kOP', longOptions)
  if (!flags.ok) {
    yield* say(io.stderr, `curl: option ${flags.error.replace(/^.*'(.*)'$/, '$1')}: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n`)
    return 2
  }
  if (flags.value.operands.length === 0) {
    yield* say(io.stderr, "curl: try 'curl --help' or 'curl --manual' for more information\n")
    return 2
  }
  let code = 0
  for (const operand of flags.value.operands) code = yield* fetchUrl(io, flags.value, operand)
  return code
}
