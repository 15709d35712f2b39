import type { Node, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import type { Clock, Random } from '../cluster/index.ts'
import { parseQuantity } from '../registry/index.ts'
import type { Container } from './container.ts'
import { buildEnvironment } from './environment.ts'
import type { FindObject } from './find-object.ts'
import { mainCommandOf } from './main-command.ts'
import { expandReferences } from './references.ts'
import { buildRoot, createFileSystem, createNetwork, createProcessTable, type NetworkView, type ProcessTable, type World } from './shell/index.ts'
import type { Folders } from './volumes.ts'

export interface WorldParts {
  readonly clock: Clock
  readonly random: Random
  readonly find: FindObject
  /** Of all namespaces. */
  listServices(): readonly StoredObject<Service>[]
  readonly network: NetworkView
  readonly folders: Folders
}

export interface WorldOptions {
  /** Milliseconds since 1970. */
  readonly started: number
  /** The container whose process 1 is there without being run as a process of the world: itself, or the one that it is to look into. */
  readonly standing?: { readonly container: Container; readonly started: number }
  /** Told of a signal to that process. */
  onSignal(signal: number): void
}

/** The process 1 of a container, variables put in. */
export interface PlacedWorld {
  readonly world: World
  readonly command: readonly string[]
}

/** What processes in a container find around them: files, variables, network, other processes. */
export function buildWorld(pod: StoredObject<Pod>, container: Container, parts: WorldParts, { started, standing, onSignal }: WorldOptions): PlacedWorld {
  const { clock, random, find, network, folders } = parts
  const { namespace = '', name } = pod.metadata
  const ip = pod.status?.podIP ?? ''
  const hostname = hostnameOf(pod)
  const node = find('Node', '', pod.spec?.nodeName ?? '') as StoredObject<Node> | undefined
  // A Service that came later is not in the environment of what runs already.
  const services = parts.listServices().filter(({ metadata }) => Date.parse(metadata.creationTimestamp) <= started)
  const env = buildEnvironment(pod, container, { find, services, node, hostname })
  const command = placeCommand(container, env)
  const shown = standing === undefined || standing.container === container ? command : placeCommand(standing.container, buildEnvironment(pod, standing.container, { find, services, node, hostname }))
  const { image = '' } = container
  const root = buildRoot({
    image, pod: { namespace, hostname, ip }, domain: network.domain, nameserver: network.nameserver, command, started, node: describeNode(node),
    mounts: folders.mount(pod, container, env),
  })
  const uid = container.securityContext?.runAsUser ?? pod.spec?.securityContext?.runAsUser ?? 0
  const world: World = {
    pod: { namespace, name, ip, hostname },
    container: { name: container.name, image, env: Object.fromEntries(env), workingDir: container.workingDir ?? '/', uid },
    files: createFileSystem(root, () => clock.now()),
    network: createNetwork(network, { namespace, hostname, ip }, random),
    clock, random,
    turn: () => setImmediate,
    whenFilesChange: (run) => clock.after(1_000, run),
    processes: openProcesses(standing === undefined ? [] : [{ pid: 1, user: uid === 0 ? 'root' : String(uid), started: standing.started, command: shown.join(' ') }], onSignal),
  }
  return { world, command }
}

function placeCommand(container: Container, env: ReadonlyMap<string, string>): readonly string[] {
  return mainCommandOf(container).map((word) => expandReferences(word, (variable) => env.get(variable)))
}

function openProcesses(rows: ReturnType<ProcessTable['rows']>, onSignal: (signal: number) => void): ProcessTable {
  return createProcessTable({
    rows: () => rows,
    kill: (pid, signal) => {
      if (rows.every((row) => row.pid !== pid)) return false
      if (signal !== 0) onSignal(signal)
      return true
    },
  })
}

/** The name that the pod's containers share. */
export function hostnameOf({ metadata, spec }: StoredObject<Pod>): string {
  if (spec?.hostNetwork === true) return spec.nodeName ?? metadata.name
  return spec?.hostname || metadata.name.slice(0, 63).replace(/[-.]+$/, '')
}

function describeNode(node: Node | undefined): { readonly memoryKb: number; readonly cpus: number } {
  const { cpu = '1', memory = '1Gi' } = node?.status?.capacity ?? {}
  return { memoryKb: Math.floor(parseQuantity(memory) / 1024), cpus: Math.ceil(parseQuantity(cpu)) }
}
