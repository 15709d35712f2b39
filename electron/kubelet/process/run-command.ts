import { formatDate } from '../shell/date-format.ts'
import { formatEcho } from '../shell/echo-text.ts'
import { formatPrintf } from '../shell/commands/print.ts'
import { parseScript } from '../shell/parse.ts'
import type { Act } from './act.ts'
import { type Flow, type Machine, pass, type Ports, resolve, write } from './machine.ts'
import { changeFiles, printFiles } from './file-commands.ts'
import { testCondition } from './test-condition.ts'

type Steps = Generator<Act, Flow>

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh'])
/** Programs that take no time and print nothing that is worth making up. */
const silent = new Set([
  'chmod', 'chown', 'ln', 'set', 'export', 'trap', 'umask', 'wget', 'curl', 'nslookup', 'dig', 'ping', 'nc', 'sed', 'awk', 'sort', 'uniq', 'df', 'du', 'ps', 'uptime',
  'perl', 'tar', 'gzip', 'find', 'xargs', 'apt-get', 'apk', 'yum', 'pip', 'npm', 'git', 'mount', 'sync', 'kill', 'which', 'stat', 'basename', 'dirname', 'tr', 'cut',
  'mysqladmin', 'redis-cli', 'pg_isready', 'psql', 'mysql', 'mongosh', 'rabbitmqctl', 'nginx-debug', 'getent', 'true', ':', 'unset', 'readonly', 'shift', 'local',
])
const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const dateFormat = '%a %b %e %H:%M:%S %Z %Y'

/** Runs one command. What is not known prints nothing and does well; at the end of a script it is taken to serve. */
export function* runCommand(words: readonly string[], machine: Machine, ports: Ports, last: boolean): Steps {
  const [path = '', ...args] = words
  const name = path.slice(path.lastIndexOf('/') + 1)
  const say = (text: string) => write(machine, ports.out, text)
  machine.code = 0
  switch (name) {
    case 'echo':
      yield* say(formatEcho(args))
      return 'next'
    case 'printf':
      yield* say(formatPrintf(args[0] ?? '', args.slice(1)))
      return 'next'
    case 'date': {
      const format = args.find((arg) => arg.startsWith('+'))
      const iso = args.some((arg) => arg.startsWith('-I') || arg === '--iso-8601=seconds')
      yield* say(`${formatDate(format?.slice(1) ?? (iso ? '%Y-%m-%dT%H:%M:%S+00:00' : dateFormat), machine.startedAt + machine.at)}\n`)
      return 'next'
    }
    case 'sleep': return sleep(args, machine)
    case 'exit':
      machine.code = args[0] === undefined ? machine.code : (Number.parseInt(args[0], 10) || 0) & 255
      return 'exit'
    case 'false':
      machine.code = 1
      return 'next'
    case 'break':
    case 'continue': return name
    case 'exec':
    case 'nohup':
    case 'time':
    case 'env':
      if (args.length > 0) return yield* runInPlace(name, args, machine, ports, last)
      return name === 'env' ? yield* printEnv(machine, ports) : 'next'
    case 'printenv': return yield* printEnv(machine, ports, args[0])
    case 'hostname':
      yield* say(`${machine.hostname}\n`)
      return 'next'
    case 'pwd':
      yield* say(`${machine.directory}\n`)
      return 'next'
    case 'whoami':
      yield* say('root\n')
      return 'next'
    case 'id':
      yield* say('uid=0(root) gid=0(root) groups=0(root)\n')
      return 'next'
    case 'uname':
      yield* say(args.includes('-a') ? `Linux ${machine.hostname} 6.8.0 #1 SMP x86_64 GNU/Linux\n` : args.includes('-n') ? `${machine.hostname}\n` : 'Linux\n')
      return 'next'
    case 'seq': {
      const numbers = args.map(Number)
      const [from, to] = numbers.length > 1 ? [numbers[0] ?? 1, numbers.at(-1) ?? 0] : [1, numbers[0] ?? 0]
      const step = numbers.length > 2 ? numbers[1] || 1 : 1
      const count = Math.min(10_000, Math.max(0, Math.floor((to - from) / step) + 1))
      yield* say(Array.from({ length: count }, (_, index) => `${from + index * step}\n`).join(''))
      return 'next'
    }
    case 'test':
    case '[':
    case '[[':
      machine.code = testCondition(args.filter((arg) => arg !== ']' && arg !== ']]'), machine) ? 0 : 1
      return 'next'
    case 'cd':
      machine.directory = resolve(machine, args[0] ?? '/root')
      return 'next'
    case 'read': {
      const [line = '', ...rest] = ports.input.text.split('\n')
      machine.code = ports.input.text === '' ? 1 : 0
      ports.input.text = rest.join('\n')
      machine.variables.set(args.at(-1) ?? 'REPLY', line)
      return 'next'
    }
    case 'export':
    case 'local':
      for (const arg of args) {
        const [, key, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(arg) ?? []
        if (key !== undefined) machine.variables.set(key, value ?? '')
      }
      return 'next'
    case 'wait': return yield* waitForJobs(machine)
    case 'cat':
    case 'head':
    case 'tail': return yield* printFiles(name, args, machine, ports)
    case 'ls':
    case 'rm':
    case 'touch':
    case 'mkdir':
    case 'cp':
    case 'mv': return yield* changeFiles(name, args, machine, ports)
    case 'tee':
      yield* say(ports.input.text)
      return 'next'
    case 'grep':
      machine.code = ports.input.text.includes(args.find((arg) => !arg.startsWith('-')) ?? '') ? 0 : 1
      return 'next'
    case 'wc':
      yield* say(`${ports.input.text.split('\n').length - 1}\n`)
      return 'next'
    case 'expr':
      yield* say(`${evaluateExpr(args)}\n`)
      return 'next'
    default:
      if (shells.has(name)) return yield* runShell(args, machine, ports, last)
      if (silent.has(name) && !(name === 'nc' && args.some((arg) => /^-\w*l/.test(arg)))) return 'next'
      return last || isServer(name, args) ? yield* serve(name, machine, false) : 'next'
  }
}

/** Programs that do not come back by themselves, wherever in a script they stand. */
function isServer(name: string, args: readonly string[]): boolean {
  if (['nginx', 'httpd', 'apache2', 'redis-server', 'mysqld', 'postgres', 'mongod', 'java', 'nc', 'httpd-foreground', 'memcached', 'rabbitmq-server', 'caddy', 'traefik'].includes(name)) return !args.includes('-t')
  return ['python', 'python3', 'node', 'ruby', 'php'].includes(name) && args[0] !== '-c' && args[0] !== '-e' && !args.includes('--version')
}

function* serve(program: string, machine: Machine, replacesShell: boolean): Steps {
  yield { act: 'serve', at: machine.at, program, replacesShell }
  return 'forever'
}

function sleep(times: readonly string[], machine: Machine): Flow {
  const total = times.reduce((sum, time) => {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(time)
    if (time === 'infinity' || time === 'inf') return Infinity
    return match === null ? Number.NaN : sum + Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN)
  }, 0)
  if (times.length === 0 || Number.isNaN(total)) {
    machine.code = 1
    return 'next'
  }
  pass(machine, total)
  return total === Infinity ? 'forever' : 'next'
}

/** Takes the `NAME=value` words from the front. */
function takeVariables(words: string[], machine: Machine): void {
  while (/^[A-Za-z_]\w*=/.test(words[0] ?? '')) {
    const [key = '', ...value] = (words.shift() ?? '').split('=')
    machine.variables.set(key, value.join('='))
  }
}

function* runInPlace(name: string, args: readonly string[], machine: Machine, ports: Ports, last: boolean): Steps {
  const words = [...args]
  if (name === 'env') takeVariables(words, machine)
  const program = (words[0] ?? '').slice((words[0] ?? '').lastIndexOf('/') + 1)
  const known = isServer(program, words.slice(1))
  if (name === 'exec' && (known || (!silent.has(program) && !builtins.has(program) && !shells.has(program)))) return yield* serve(program, machine, true)
  const flow = yield* runCommand(words, machine, ports, last)
  return name === 'exec' && flow === 'next' ? 'exit' : flow
}

const builtins = new Set([
  'echo', 'printf', 'date', 'sleep', 'exit', 'false', 'env', 'printenv', 'hostname', 'pwd', 'whoami', 'id', 'uname', 'seq', 'test', '[', 'cat', 'head', 'tail', 'ls', 'rm',
  'touch', 'mkdir', 'cp', 'mv', 'tee', 'grep', 'wc', 'expr',
])

function* runShell(args: readonly string[], machine: Machine, ports: Ports, last: boolean): Steps {
  const flag = args.findIndex((word) => /^-[a-z]*c$/.test(word))
  // A shell without a script finds no terminal to read from, and ends; a file of commands is taken to be what it is there to start.
  if (flag === -1) return args.some((word) => !word.startsWith('-')) ? yield* serve('sh', machine, false) : 'next'
  const script = parseScript(args[flag + 1] ?? '')
  if (!script.ok) {
    yield* write(machine, ports.err, `sh: syntax error: unexpected ${script.error.kind === 'unexpected' ? `"${script.error.token}"` : 'end of file'}\n`)
    machine.code = 2
    return 'next'
  }
  const flow = yield* machine.runScript(script.value, machine, ports, last)
  return flow === 'forever' ? flow : 'next'
}

function* printEnv(machine: Machine, ports: Ports, name?: string): Steps {
  if (name !== undefined) {
    const value = machine.variables.get(name)
    machine.code = value === undefined ? 1 : 0
    if (value !== undefined) yield* write(machine, ports.out, `${value}\n`)
    return 'next'
  }
  yield* write(machine, ports.out, [...machine.variables].map(([key, value]) => `${key}=${value}\n`).join(''))
  return 'next'
}

function* waitForJobs(machine: Machine): Steps {
  for (const job of machine.jobs.splice(0)) if ((yield* job()) === 'forever') return 'forever'
  return 'next'
}

function evaluateExpr([left = '0', operator = '+', right = '0']: readonly string[]): number {
  const [a, b] = [Number(left), Number(right)]
  switch (operator) {
    case '-': return a - b
    case '*': return a * b
    case '/': return Math.trunc(a / (b || 1))
    case '%': return a % (b || 1)
    default: return a + b
  }
}
