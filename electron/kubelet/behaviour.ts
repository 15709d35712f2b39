import { parseQuantity } from '../registry/index.ts'
import type { Container } from './container.ts'
import { lookUpImage } from './image-catalogue.ts'
import { stressOf } from './load.ts'
import { runsAsProcess } from './main-command.ts'
import type { Change } from './process/act.ts'
import { commandOf, runContainer } from './process/run-container.ts'

/** A file that a process leaves, or takes away, milliseconds after its start. */
export interface FileChange extends Change {
  readonly at: number
}

/** What a container does once it has started. */
export interface Behaviour {
  /** Milliseconds until it ends by itself; Infinity for a server. */
  readonly runs: number
  readonly exitCode: number
  /** Its end is the kernel's doing: it took more memory than its limit. */
  readonly outOfMemory: boolean
  /** Whether it ends soon after TERM. A shell or `sleep` as the first process ignores the signal. */
  readonly heedsTerm: boolean
  /** Ports that it listens on, of the pod's one address. */
  readonly ports: readonly number[]
  readonly files: readonly FileChange[]
}

/** Rounds of loops, and acts, after which a script is taken to go on for ever. */
const mostActs = 3_000
/** How long a container takes to fill its memory. */
const fillTime = 900

const known = new WeakMap<Container, Behaviour>()
/** Of containers that are alike, such as a ReplicaSet's, one is played; oldest first. */
const alike = new Map<string, Behaviour>()
const mostAlike = 500

/** Works out what a container does from its image, command and arguments. */
export function behaviourOf(container: Container): Behaviour {
  const found = known.get(container)
  if (found !== undefined) return found
  // where its volumes lie makes no difference, and the name of one is each pod's own
  const { volumeMounts: _, ...rest } = container
  const key = JSON.stringify(rest)
  const behaviour = alike.get(key) ?? playThrough(container)
  alike.delete(key)
  alike.set(key, behaviour)
  for (const oldest of alike.keys()) {
    if (alike.size <= mostAlike) break
    alike.delete(oldest)
  }
  known.set(container, behaviour)
  return behaviour
}

function playThrough(container: Container): Behaviour {
  if (runsAsProcess(container)) return { runs: Infinity, exitCode: 0, outOfMemory: false, heedsTerm: false, ports: [], files: [] }
  const image = lookUpImage(container.image ?? '')
  const limit = container.resources?.limits?.['memory']
  if (limit !== undefined && stressOf(container).memory > parseQuantity(limit)) {
    return { runs: fillTime, exitCode: 137, outOfMemory: true, heedsTerm: true, ports: [], files: [] }
  }
  const listens = image.ports ?? (container.ports ?? []).map((port) => port.containerPort)
  const acts = runContainer(container, { startedAt: 0, hostname: '' })
  const files: FileChange[] = []
  let heedsTerm = false
  let ports: readonly number[] = []
  for (let count = 0; count < mostActs; count++) {
    const { done, value } = acts.next()
    if (done === true) return { runs: value.at, exitCode: value.exitCode, outOfMemory: false, heedsTerm, ports, files }
    if (value.act === 'write') files.push(value)
    if (value.act === 'serve') {
      ports = listens
      heedsTerm = value.replacesShell || !isShell(container)
    }
  }
  return { runs: Infinity, exitCode: 0, outOfMemory: false, heedsTerm, ports, files }
}

function isShell(container: Container): boolean {
  return /(?:^|\/)(?:sh|bash|ash|dash|zsh)$/.test(commandOf(container)[0] ?? '')
}

/** The files that a process has left by a time, milliseconds after its start; a directory's path ends with a slash. */
export function filesAt({ files }: Behaviour, elapsed: number): ReadonlyMap<string, string> {
  const left = new Map<string, string>()
  for (const { at, path, text, added } of files) {
    if (at > elapsed) break
    if (text === undefined) left.delete(path)
    else left.set(path, added ? (left.get(path) ?? '') + text : text)
  }
  return left
}

/** Text that a container leaves when another of the pod has its port. */
export function describeTakenPort(container: Container, port: number): string {
  return (lookUpImage(container.image ?? '').taken ?? 'bind: Address already in use (port %d)').replace('%d', String(port))
}
