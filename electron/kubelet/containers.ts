import type { Pod, StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'
import { behaviourOf } from './behaviour.ts'
import { listCluster } from './cluster-lists.ts'
import { type Container, containersOf, targetOf } from './container.ts'
import type { ProcessEnd } from './end-run.ts'
import { runsAsProcess } from './main-command.ts'
import { type MainProcess, shareProcess } from './main-process.ts'
import { createNetworkView } from './network-view.ts'
import { createOpenConnections } from './open-connections.ts'
import type { Outputs, Run } from './outputs.ts'
import { type Processes, startProcesses } from './processes.ts'
import { containerStatusOf } from './runs.ts'
import { type ContainerProcess, createListener, type Listener, type NetworkView } from './shell/index.ts'
import { createFolders } from './volumes.ts'
import { buildWorld, hostnameOf } from './world.ts'

export interface ContainersParts {
  readonly cluster: Cluster
  readonly outputs: Outputs
  /** Has the kubelet take note that a container's process is over. */
  endContainer(pod: StoredObject<Pod>, container: string, end: ProcessEnd): void
}

/** The insides of running containers, made when they are first looked at and gone with the run. */
export interface Containers {
  /** Undefined while the container does not run. */
  find(pod: StoredObject<Pod>, container: string): RunningContainer | undefined
  /** What listens on a port of the pod, whichever of its running containers does. */
  listener(pod: StoredObject<Pod>, port: number): Listener | undefined
  /** The cluster's network, as its nodes see it. */
  readonly network: NetworkView
}

export interface RunningContainer {
  /** Starts a command; it ends with the container at the latest. */
  run(argv: readonly string[], options: { readonly tty: boolean }): ContainerProcess
  /** Where process 1 is really run, and not only said to. */
  readonly main?: MainProcess
}

interface Instance extends RunningContainer {
  readonly number: number
  end(): void
}

/** How long a server takes to end itself, in milliseconds. */
const timeToStop = 300

export function openContainers({ cluster, outputs, endContainer }: ContainersParts, signal: AbortSignal): Containers {
  const { clock, random } = cluster
  const now = () => clock.now()
  const lists = listCluster(cluster, signal, { onPod, onPodGone, onClaimGone: (uid) => folders.forgetClaim(uid) })
  const folders = createFolders({ find: lists.find, now })
  const network = createNetworkView({ ...lists, listener })
  const instances = new Map<string, Map<string, Instance>>()
  const connections = createOpenConnections()

  function onPod(pod: StoredObject<Pod>): void {
    for (const [name, instance] of instances.get(pod.metadata.uid) ?? []) if (runOf(pod, name)?.number !== instance.number) close(pod.metadata.uid, name)
    connections.breakOff(pod.metadata.uid, ({ container, number }) => runOf(pod, container)?.number === number)
    for (const container of containersOf(pod)) if (runsAsProcess(container)) find(pod, container.name)
  }

  function onPodGone(uid: string): void {
    for (const name of instances.get(uid)?.keys() ?? []) close(uid, name)
    connections.breakOff(uid, () => false)
    folders.forgetPod(uid)
    outputs.forget(uid)
  }

  function close(uid: string, name: string): void {
    const all = instances.get(uid)
    all?.get(name)?.end()
    all?.delete(name)
    if (all?.size === 0) instances.delete(uid)
  }

  function find(pod: StoredObject<Pod>, name: string): RunningContainer | undefined {
    const { uid } = pod.metadata
    const run = runOf(pod, name)
    const known = instances.get(uid)?.get(name)
    if (known !== undefined && known.number === run?.number) return known
    const container = containersOf(pod).find((one) => one.name === name)
    if (run === undefined || container === undefined) return undefined
    close(uid, name)
    const instance = start(pod, container, run)
    instances.set(uid, (instances.get(uid) ?? new Map<string, Instance>()).set(name, instance))
    return instance
  }

  function start(pod: StoredObject<Pod>, container: Container, run: Run): Instance {
    const standing = !runsAsProcess(container)
    const startOf = ({ name }: Container) => Date.parse(containerStatusOf(pod, name)?.state?.running?.startedAt ?? '') || now()
    const first = standing ? container : targetOf(pod, container)
    const { world, command } = buildWorld(pod, container, { clock, random, network, folders, ...lists }, {
      started: startOf(container),
      ...(first === undefined ? {} : { standing: { container: first, started: startOf(first) } }),
      onSignal: (number) => {
        // The kernel spares process 1 all signals that it does not handle.
        if (first !== undefined && stoppers.has(number) && behaviourOf(first).heedsTerm) endContainer(pod, first.name, { exitCode: 0, after: timeToStop })
      },
    })
    const processes = startProcesses(world)
    if (standing) return { number: run.number, run: processes.run, end: processes.end }
    const process = processes.run(command, { tty: container.tty === true })
    void endWith(process, processes, (end) => endContainer(pod, container.name, end))
    const main = shareProcess(process, { stdinOnce: container.stdinOnce === true, onLine: (text) => outputs.append(run, text) })
    return { number: run.number, run: processes.run, end: processes.end, main }
  }

  function listener(pod: StoredObject<Pod>, port: number): Listener | undefined {
    for (const container of containersOf(pod)) {
      const run = behaviourOf(container).ports.includes(port) ? runOf(pod, container.name) : undefined
      if (run === undefined) continue
      const { image = '' } = container
      return connections.keep(run, createListener({ image, hostname: hostnameOf(pod), ip: pod.status?.podIP ?? '', port, now, log: (line) => outputs.append(run, line) }))
    }
    return undefined
  }

  signal.addEventListener('abort', () => {
    for (const all of instances.values()) for (const instance of all.values()) instance.end()
  }, { once: true })
  for (const pod of cluster.list('Pod').items) onPod(pod as StoredObject<Pod>)
  return { find, listener, network }
}

/** Tells how process 1 ended, unless its container did first. */
async function endWith(process: ContainerProcess, processes: Processes, tell: (end: ProcessEnd) => void): Promise<void> {
  const end = await process.ended
  if (!processes.over()) tell(end.kind === 'exited' ? { exitCode: end.code } : { exitCode: cannotStart, message: end.message })
}

/** containerd's exit code for a program that is not there. */
const cannotStart = 128

/** HUP, INT, QUIT, TERM: what servers end themselves on. */
const stoppers = new Set([1, 2, 3, 15])

/** The run that a container is in; undefined while it does not run. */
function runOf(pod: StoredObject<Pod>, container: string): Run | undefined {
  const status = containerStatusOf(pod, container)
  return status?.state?.running === undefined ? undefined : { uid: pod.metadata.uid, container, number: status.restartCount }
}
