import { assertNever } from '../../../../shared/lang/assert-never.ts'
import { pump } from '../../../../shared/lang/pipe.ts'
import { isAddress } from '../names.ts'
import { complain, parseFlags, say, type Tool, yieldTurn } from '../tool.ts'
import { reach } from './dial.ts'

export const nslookup: Tool = async (io) => {
  const [name] = io.args.filter((arg) => !arg.startsWith('-'))
  if (name === undefined) return complain(io, 'missing host name')
  const { network } = io.world
  const server = network.nameserver
  await say(io.stdout, io.busybox ? `Server:\t\t${server}\nAddress:\t${server}:53\n\n` : `Server:\t\t${server}\nAddress:\t${server}#53\n\n`)
  const found = isAddress(name) ? undefined : network.resolve(name)
  if (found === undefined) {
    await say(io.stdout, `** server can't find ${name}: NXDOMAIN\n\n`)
    return 1
  }
  await say(io.stdout, found.addresses.map((address) => `Name:\t${found.name}\nAddress: ${address}\n`).join(''))
  await say(io.stdout, '\n')
  return 0
}

export const getent: Tool = async (io) => {
  const [database, ...names] = io.args
  if (database !== 'hosts' && database !== 'ahosts' && database !== 'ahostsv4') return complain(io, `Unknown database: ${database ?? ''}`)
  let code = 0
  for (const name of names) {
    const found = io.world.network.resolve(name)
    if (found === undefined) code = 2
    else await say(io.stdout, found.addresses.map((address) => `${address.padEnd(15)} ${found.name}\n`).join(''))
  }
  return code
}

export const nc: Tool = async (io) => {
  const flags = parseFlags(io.args, 'zvw:n')
  if (!flags.ok) return complain(io, flags.error)
  const { has, get, operands } = flags.value
  const [host, digits = ''] = operands
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  if (host === undefined || port < 1 || port > 65_535) return complain(io, host === undefined ? 'missing destination' : `port number invalid: ${digits}`)
  const limit = Number(get('w') ?? Number.NaN) * 1000
  const reached = await reach(io, host, port, limit > 0 ? limit : undefined)
  switch (reached.kind) {
    case 'unknown': return complain(io, io.busybox ? `bad address '${host}'` : `getaddrinfo for host "${host}" port ${port}: Name or service not known`)
    case 'interrupted': return 130
    case 'refused':
    case 'unreachable':
    case 'timeout': {
      const text = { refused: 'Connection refused', unreachable: 'No route to host', timeout: 'Connection timed out' }[reached.kind]
      if (io.busybox) return has('z') && !has('v') ? 1 : complain(io, `${host} (${reached.address}:${port}): ${text}`)
      return has('z') && !has('v') ? 1 : complain(io, `connect to ${host} (${reached.address}) port ${port} (tcp) failed: ${text}`)
    }
    case 'connected': {
      const { connection, address } = reached
      if (has('v')) await say(io.stderr, io.busybox ? `${host} (${address}:${port}) open\n` : `Connection to ${host} (${address}) ${port} port [tcp/*] succeeded!\n`)
      if (has('z')) {
        connection.output.end()
        connection.input.cancel()
        return 0
      }
      void pump(io.stdin, connection.output)
      for (let bytes = await connection.input.read(); bytes !== undefined; bytes = await connection.input.read()) {
        if (!(await io.stdout.write(bytes))) break
        await yieldTurn()
      }
      io.stdin.cancel()
      return 0
    }
    default: return assertNever(reached)
  }
}
