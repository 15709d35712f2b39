import { complain, parseFlags, say, type Tool, type ToolIo, wait } from '../tool.ts'
import { findToolset, locateTool } from '../toolsets.ts'
import type { ProcessRow } from '../process-table.ts'
import { formatDate } from '../date-format.ts'

export const env: Tool = function* (io) {
  yield* say(io.stdout, [...io.env].map(([name, value]) => `${name}=${value}\n`).join(''))
  return 0
}

export const printenv: Tool = function* (io) {
  if (io.args.length === 0) return yield* env(io)
  let code = 0
  for (const name of io.args) {
    const value = io.env.get(name)
    if (value === undefined) code = 1
    else yield* say(io.stdout, `${value}\n`)
  }
  return code
}

export const hostname: Tool = function* (io) {
  const flags = parseFlags(io.args, 'ifsd')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { hostname: name, ip } = io.world.pod
  yield* say(io.stdout, `${flags.value.has('i') ? ip : name}\n`)
  return 0
}

function userName(io: ToolIo): string {
  const { uid } = io.world.container
  return uid === 0 ? 'root' : uid === 65_534 ? 'nobody' : ''
}

export const whoami: Tool = function* (io) {
  const name = userName(io)
  const { uid } = io.world.container
  if (name === '') return yield* complain(io, io.busybox ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`)
  yield* say(io.stdout, `${name}\n`)
  return 0
}

export const id: Tool = function* (io) {
  const flags = parseFlags(io.args, 'ungG')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { uid } = io.world.container
  const gid = uid === 65_534 ? 65_534 : 0
  const name = userName(io)
  const { has } = flags.value
  const user = name === '' ? String(uid) : `${uid}(${name})`
  const group = gid === 0 ? '0(root)' : '65534(nogroup)'
  const text = has('u') ? (has('n') ? name : String(uid)) : has('g') || has('G') ? String(gid) : `uid=${user} gid=${group} groups=${group}`
  yield* say(io.stdout, `${text}\n`)
  return 0
}

export const uname: Tool = function* (io) {
  const flags = parseFlags(io.args, 'asnrvmo', { all: 'a' })
  if (!flags.ok) return yield* complain(io, flags.error)
  const parts = { s: 'Linux', n: io.world.pod.hostname, r: '6.6.0', v: '#1 SMP', m: 'x86_64', o: 'GNU/Linux' }
  const wanted = Object.entries(parts).filter(([flag]) => flags.value.has('a') || flags.value.has(flag))
  yield* say(io.stdout, `${wanted.length === 0 ? parts.s : wanted.map(([, part]) => part).join(' ')}\n`)
  return 0
}

const isoFormats: Readonly<Record<string, string>> = {
  date: '+%F', hours: '+%FT%H+00:00', minutes: '+%FT%R+00:00', seconds: '+%FT%T+00:00',
}

export const date: Tool = function* (io) {
  // the one option whose value may be left out
  const iso = io.args.map((arg) => /^(?:-I|--iso-8601=?)(date|hours|minutes|seconds)?$/.exec(arg)).find((match) => match !== null)
  const flags = parseFlags(io.args.filter((arg) => arg !== iso?.[0]), 'uR', { utc: 'u' })
  if (!flags.ok) return yield* complain(io, flags.error)
  const [format = iso && isoFormats[iso[1] ?? 'date']] = flags.value.operands
  if (format !== undefined && !format.startsWith('+')) return yield* complain(io, `invalid date '${format}'`)
  const wanted = format?.slice(1) ?? (flags.value.has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y')
  yield* say(io.stdout, `${formatDate(wanted, io.world.clock.now())}\n`)
  return 0
}

const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

export const sleep: Tool = function* (io) {
  if (io.args.length === 0) return yield* complain(io, 'missing operand')
  if (io.args.includes('infinity')) return (yield* wait(io, Number.MAX_SAFE_INTEGER)) ? 0 : 143
  let ms = 0
  for (const arg of io.args) {
    const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(arg)
    if (match === null) return yield* complain(io, io.busybox ? `invalid number '${arg}'` : `invalid time interval '${arg}'`)
    ms += Number(match[1]) * (units[match[2] ?? ''] ?? 1000)
  }
  return (yield* wait(io, ms)) ? 0 : 143
}

export const which: Tool = function* (io) {
  const { tools } = findToolset(io.world.container.image)
  let code = 0
  for (const name of io.args) {
    if (tools.has(name)) yield* say(io.stdout, `${locateTool(name)}\n`)
    else code = 1
  }
  return code
}

const signals: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15 }

export const kill: Tool = function* (io) {
  const [first = '', ...rest] = io.args
  const named = /^-(?:s=?)?(?:SIG)?([A-Z0-9]+)$/.exec(first)
  const signal = named === null ? 15 : signals[named[1] ?? ''] ?? Number(named[1])
  const targets = named === null ? io.args : rest
  if (!Number.isInteger(signal)) return yield* complain(io, `${first.slice(1)}: invalid signal specification`)
  if (targets.length === 0) return yield* complain(io, 'usage: kill [-s sigspec | -signum | -sigspec] pid', 2)
  let code = 0
  for (const target of targets) {
    const pid = /^\d+$/.test(target) ? Number(target) : undefined
    if (pid === undefined) code = yield* complain(io, `illegal pid: ${target}`)
    else if (!io.world.processes.kill(pid, signal)) code = yield* complain(io, io.busybox ? `can't kill pid ${pid}: No such process` : `(${pid}) - No such process`)
  }
  return code
}

export const stty: Tool = function* (io) {
  if (io.terminal === undefined) return yield* complain(io, "'standard input': Inappropriate ioctl for device")
  const { width, height } = io.terminal
  yield* say(io.stdout, io.args[0] === 'size' ? `${height} ${width}\n` : `speed 38400 baud; rows ${height}; columns ${width};\n`)
  return 0
}

interface PsFormat {
  readonly heading: string
  readonly row: (process: ProcessRow) => string
}

/** The columns of `ps`, `ps aux` and `ps -ef`, and of busybox, which knows but one form. No time of a processor is simulated. */
function choosePsFormat(letters: string, busybox: boolean): PsFormat {
  const name = ({ user }: ProcessRow) => user.padEnd(8)
  const number = (pid: number, width: number) => String(pid).padStart(width)
  if (busybox) return { heading: 'PID   USER     TIME  COMMAND', row: (process) => `${number(process.pid, 5)} ${name(process)}  0:00 ${process.command}` }
  if (letters.includes('u')) {
    return {
      heading: 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
      row: (process) => `${name(process)} ${number(process.pid, 7)}  0.0  0.0      0     0 ?        Ss   ${formatDate('%H:%M', process.started)}   0:00 ${process.command}`,
    }
  }
  if (letters.includes('f')) {
    return {
      heading: 'UID          PID    PPID  C STIME TTY          TIME CMD',
      row: (process) => `${name(process)} ${number(process.pid, 7)} ${number(0, 7)}  0 ${formatDate('%H:%M', process.started)} ?        00:00:00 ${process.command}`,
    }
  }
  return { heading: '    PID TTY          TIME CMD', row: (process) => `${number(process.pid, 7)} ?        00:00:00 ${process.command.split(' ')[0]}` }
}

export const ps: Tool = function* (io) {
  const { heading, row } = choosePsFormat(io.args.join(''), io.busybox)
  const rows = io.world.processes.rows().map(row)
  yield* say(io.stdout, [heading, ...rows].map((line) => `${line}\n`).join(''))
  return 0
}

export const yes: Tool = function* () {
  return 0
}
export const no: Tool = function* () {
  return 1
}
