import { assertNever } from '../../../../shared/lang/assert-never.ts'
import type { ByteSink } from '../../../../shared/lang/pipe.ts'
import { isAddress } from '../names.ts'
import { answer, fork, type Source, type Steps } from '../steps.ts'
import { complain, parseFlags, say, type Tool, yieldTurn } from '../tool.ts'
import { reach } from './dial.ts'

export const nslookup: Tool = function* (io) {
  const [name] = io.args.filter((arg) => !arg.startsWith('-'))
  if (name === undefined) return yield* complain(io, 'missing host name')
  const { network } = io.world
  const server = network.nameserver
  yield* say(io.stdout, io.busybox ? `Server:\t\t${server}\nAddress:\t${server}:53\n\n` : `Server:\t\t${server}\nAddress:\t${server}#53\n\n`)
  const found = isAddress(name) ? undefined : network.resolve(name)
  if (found === undefined) {
    yield* say(io.stdout, `** server can't find ${name}: NXDOMAIN\n\n`)
    return 1
  }
  yield* say(io.stdout, found.addresses.map((address) => `Name:\t${found.name}\nAddress: ${address}\n`).join(''))
  yield* say(io.stdout, '\n')
  return 0
}

export const getent: Tool = function* (io) {
  const [database, ...names] = io.args
  if (database !== 'hosts' && database !== 'ahosts' && database !== 'ahostsv4') return yield* complain(io, `Unknown database: ${database ?? ''}`)
  let code = 0
  for (const name of names) {
    const found = io.world.network.resolve(name)
    if (found === undefined) code = 2
    else yield* say(io.stdout, found.addresses.map((address) => `${address.padEnd(15)} ${found.name}\n`).join(''))
  }
  return code
}

/** Hands all of a program's input to the other end. */
function* sendAll(source: Source, sink: ByteSink): Steps<void> {
  for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) {
    if (!(yield* answer(sink.write(bytes)))) break
  }
  source.cancel()
  sink.end()
}

export const nc: Tool = function* (io) {
  const flags = parseFlags(io.args, 'zvw:n')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, get, operands } = flags.value
  const [host, digits = ''] = operands
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  if (host === undefined || port < 1 || port > 65_535) return yield* complain(io, host === undefined ? 'missing destination' : `port number invalid: ${digits}`)
  const limit = Number(get('w') ?? Number.NaN) * 1000
  const reached = yield* reach(io, host, port, limit > 0 ? limit : undefined)
  switch (reached.kind) {
    case 'unknown': return yield* complain(io, io.busybox ? `bad address '${host}'` : `getaddrinfo for host "${host}" port ${port}: Name or service not known`)
    case 'interrupted': return 130
    case 'refused':
    case 'unreachable':
    case 'timeout': {
      const text = { refused: 'Connection refused', unreachable: 'No route to host', timeout: 'Connection timed out' }[reached.kind]
      if (io.busybox) return has('z') && !has('v') ? 1 : yield* complain(io, `${host} (${reached.address}:${port}): ${text}`)
      return has('z') && !has('v') ? 1 : yield* complain(io, `connect to ${host} (${reached.address}) port ${port} (tcp) failed: ${text}`)
    }
    case 'connected': {
      const { connection, address } = reached
      if (has('v')) yield* say(io.stderr, io.busybox ? `${host} (${address}:${port}) open\n` : `Connection to ${host} (${address}) ${port} port [tcp/*] succeeded!\n`)
      if (has('z')) {
        connection.output.end()
        connection.input.cancel()
        return 0
      }
      fork(sendAll(io.stdin, connection.output))
      for (let bytes = yield* answer(connection.input.read()); bytes !== undefined; bytes = yield* answer(connection.input.read())) {
        if (!(yield* io.stdout.write(bytes))) break
        yield* yieldTurn(io.world)
      }
      io.stdin.cancel()
      return 0
    }
    default: return assertNever(reached)
  }
}
