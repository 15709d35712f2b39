import type { Pod } from '../../shared/model/index.ts'
import { lookUpImage } from './image-catalogue.ts'

export type Container = NonNullable<Pod['spec']>['containers'][number]

/** What a container does once it has started. */
export interface Behaviour {
  /** Milliseconds until it ends by itself; Infinity for a server. */
  readonly runs: number
  readonly exitCode: number
  /** Whether it ends soon after TERM. A shell or `sleep` as the first process ignores the signal. */
  readonly heedsTerm: boolean
  /** Ports that it listens on, of the pod's one address. */
  readonly ports: readonly number[]
}

/** Works out what a container does from its image, command and arguments. */
export function behaviourOf(container: Container): Behaviour {
  const image = lookUpImage(container.image ?? '')
  const declared = (container.ports ?? []).map((port) => port.containerPort)
  const server: Behaviour = { runs: Infinity, exitCode: 0, heedsTerm: true, ports: image.ports ?? declared }
  const words = [...(container.command ?? (image.entrypoint === undefined ? [] : [image.entrypoint])), ...(container.args ?? [])]
  if (words.length === 0) return image.does === 'server' ? server : ended(0)
  return readCommand(words) ?? server
}

/** Text that a container leaves when another of the pod has its port. */
export function describeTakenPort(container: Container, port: number): string {
  return (lookUpImage(container.image ?? '').taken ?? 'bind: Address already in use (port %d)').replace('%d', String(port))
}

function ended(exitCode: number, runs = 0): Behaviour {
  return { runs, exitCode, heedsTerm: false, ports: [] }
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh'])
const instant = new Set([
  'echo', 'true', ':', 'ls', 'env', 'printenv', 'date', 'cat', 'hostname', 'pwd', 'whoami', 'id', 'uname', 'printf', 'mkdir', 'touch', 'cp', 'mv', 'rm', 'chmod',
  'chown', 'ln', 'export', 'set', 'cd', 'wget', 'curl', 'nslookup', 'test', '[', 'grep', 'sed', 'awk', 'expr', 'seq', 'head', 'wc', 'df', 'ps', 'uptime', 'perl',
])
const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Undefined for a program that is not known: it is taken to serve. */
function readCommand(words: readonly string[]): Behaviour | undefined {
  const [path = '', ...rest] = words
  const program = path.slice(path.lastIndexOf('/') + 1)
  if (shells.has(program)) {
    const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word))
    // A shell without a script finds no terminal to read from, and ends.
    return flag === -1 ? (rest.some((word) => !word.startsWith('-')) ? undefined : ended(0)) : readScript(rest[flag + 1] ?? '')
  }
  if (program === 'exec' || program === 'nohup' || program === 'time') return readCommand(rest)
  if (program === 'sleep') return readSleep(rest)
  if (program === 'false') return ended(1)
  if (program === 'exit') return ended(Number.parseInt(rest[0] ?? '0', 10) & 255)
  if (program === 'tail' && rest.some((word) => /^-[a-zA-Z]*[fF]$/.test(word))) return ended(0, Infinity)
  return instant.has(program) || program === 'tail' ? ended(0) : undefined
}

function readSleep(times: readonly string[]): Behaviour {
  const total = times.reduce((sum, time) => {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(time)
    if (time === 'infinity') return Infinity
    return match === null ? Number.NaN : sum + Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN)
  }, 0)
  return times.length === 0 || Number.isNaN(total) ? ended(1) : ended(0, total)
}

/** A script does its commands one after another. Loops that nothing breaks go on for ever; what is not known takes no time. */
function readScript(script: string): Behaviour {
  if (/\b(?:while\s+(?:true|:|sleep)|while\s+\[\s*1\s*\]|for\s*\(\(\s*;\s*;\s*\)\))/.test(script)) return ended(0, Infinity)
  let runs = 0
  let exitCode = 0
  for (const { text, after } of splitScript(script)) {
    if ((after === '&&' && exitCode !== 0) || (after === '||' && exitCode === 0)) continue
    const step = readCommand(splitWords(text))
    if (step === undefined) {
      // An unknown program at the end is what the script is there to start.
      if (text === lastCommand(script)) return { runs: Infinity, exitCode: 0, heedsTerm: /^exec\b/.test(text), ports: [] }
      exitCode = 0
      continue
    }
    runs += step.runs
    exitCode = step.exitCode
    if (/^exit\b/.test(text) || runs === Infinity) break
  }
  return ended(exitCode, runs)
}

interface Command {
  readonly text: string
  /** What stands before it: it runs only if the one before did well (`&&`) or badly (`||`). */
  readonly after: string
}

function splitScript(script: string): readonly Command[] {
  const parts = script.split(/(&&|\|\||;|\n)/)
  const commands: Command[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const text = (parts[index] ?? '').trim()
    if (text !== '') commands.push({ text, after: parts[index - 1] ?? ';' })
  }
  return commands
}

function lastCommand(script: string): string {
  return splitScript(script).at(-1)?.text ?? ''
}

function splitWords(text: string): readonly string[] {
  return text.split(/\s+/).map((word) => word.replace(/^['"]|['"]$/g, ''))
}
