import type { Pod } from '../../shared/model/index.ts'
import { backOff, backOffReset } from './back-off.ts'
import { behaviourOf } from './behaviour.ts'
import { type Container, containersOf, isEphemeral, isSidecar } from './container.ts'
import type { ProbeKind, ProbeState } from './probe-plan.ts'

export type PodStatus = NonNullable<Pod['status']>
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number]
export type Ended = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>
export type Probes = Partial<Readonly<Record<ProbeKind, ProbeState>>>

/** A run of a container. Times are milliseconds on the cluster clock. */
export interface Running {
  readonly since: number
  readonly until: number
  readonly exitCode: number
  /** What it runs: another image in the spec calls for another run. */
  readonly image: string
  readonly probes: Probes
  readonly message?: string
  /** Why it ends, where its exit code does not say. */
  readonly reason?: string
}

/** Where a container is in its life. Times are milliseconds on the cluster clock; `how` is how the run before ended. */
export type Step =
  /** Its turn has not come: an init container before it still runs. */
  | { readonly at: 'waiting' }
  /** The pull began at `since` and is over at `pulled`, well or not. Where one has failed before, that is still shown. */
  | {
    readonly at: 'pulling'; readonly since: number; readonly pulled: number; readonly until: number; readonly how?: Ended
    readonly failed?: { readonly reason: string; readonly message: string }
  }
  /** The pull failed; the words of why are shown first, then those of the back-off. */
  | { readonly at: 'pull-failed' | 'pull-back-off'; readonly until: number; readonly reason: string; readonly message: string; readonly how?: Ended }
  /** Something that it is configured with is not there. */
  | { readonly at: 'config-error'; readonly until: number; readonly message: string; readonly how?: Ended }
  | { readonly at: 'creating'; readonly until: number; readonly how?: Ended }
  | ({ readonly at: 'running' } & Running)
  /** Told to stop: with its pod, or `alone`, to be started again. */
  | ({ readonly at: 'stopping'; readonly alone: boolean } & Running)
  /** Ended, and shown as such until it is tried again (`until`, Infinity for never). */
  | { readonly at: 'ended'; readonly until: number; readonly how: Ended }
  | { readonly at: 'back-off'; readonly until: number; readonly how: Ended }

export interface ContainerRuntime {
  readonly step: Step
  readonly restarts: number
  /** Restarts, or failed pulls, since it last ran well: the back-off grows with them. */
  readonly failures: number
  readonly pullFailures: number
  /** How the run before this one ended. */
  readonly last?: Ended
  /** Of the newest run: `containerd://...`. */
  readonly id?: string
}

/** What the kubelet knows of a pod; its status is drawn from it. */
export interface PodRuntime {
  /** By container name, init containers first. */
  readonly containers: ReadonlyMap<string, ContainerRuntime>
  /** Given with the pod's sandbox. */
  readonly ip?: string
  /** When it ran out of the time that it may be active, milliseconds. */
  readonly expiredAt?: number
  /** Volumes that could not be mounted: how often, and when the next try is. */
  readonly mount?: { readonly failures: number; readonly until: number }
}

/** What can be known of a pod from its status alone: of a new one nothing, of an older one all that matters after a restart of the program. */
export function restoreRuntime(pod: Pod, now: number): PodRuntime {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [], podIP } = pod.status ?? {}
  const known = new Map([...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].map((status) => [status.name, status]))
  const containers = new Map(containersOf(pod).map((container) => [container.name, restoreContainer(container, known.get(container.name), pod, now)]))
  return { containers, ...(podIP === undefined ? {} : { ip: podIP }) }
}

/** Images that a pod's containers have been made of: its node has them, after a restart of the program too. */
export function imagesOf(pod: Pod): readonly string[] {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {}
  const made = new Set([...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].filter(({ containerID = '' }) => containerID !== '').map(({ name }) => name))
  return containersOf(pod).filter(({ name }) => made.has(name)).map(({ image = '' }) => image)
}

/** The runtime with the containers that have come to the pod since: ephemeral ones. */
export function withNewContainers(runtime: PodRuntime, pod: Pod): PodRuntime {
  const added = containersOf(pod).filter((container) => !runtime.containers.has(container.name))
  if (added.length === 0) return runtime
  return { ...runtime, containers: new Map([...runtime.containers, ...added.map((container) => [container.name, fresh] as const)]) }
}

const fresh: ContainerRuntime = { step: { at: 'waiting' }, restarts: 0, failures: 0, pullFailures: 0 }

function restoreContainer(container: Container, status: ContainerStatus | undefined, pod: Pod, now: number): ContainerRuntime {
  const restarts = status?.restartCount ?? 0
  const last = status?.lastState?.terminated
  const base = {
    restarts, failures: restarts, pullFailures: 0, ...(last === undefined ? {} : { last }), ...(status?.containerID === undefined ? {} : { id: status.containerID }),
  }
  const { running, terminated, waiting } = status?.state ?? {}
  if (running !== undefined) {
    const since = Date.parse(running.startedAt ?? '') || now
    const { runs, exitCode, outOfMemory } = behaviourOf(container)
    const reason = outOfMemory ? { reason: 'OOMKilled' } : {}
    return { ...base, step: { at: 'running', since, until: since + runs, exitCode, image: container.image ?? '', probes: restoreProbes(container, status, since, now), ...reason } }
  }
  if (terminated !== undefined) {
    return { ...base, step: { at: 'ended', until: restartsAfter(container, terminated, pod) ? now : Infinity, how: terminated } }
  }
  if (waiting?.reason === 'CrashLoopBackOff' && last !== undefined) {
    const since = Date.parse(last.finishedAt ?? '') || now
    return { ...base, step: { at: 'back-off', until: since + backOff(restarts), how: last } }
  }
  if (waiting?.reason === 'ImagePullBackOff') {
    const pullFailures = countPulls(Date.parse(pod.status?.startTime ?? '') || now, now)
    const step = { at: 'pull-back-off', until: now + backOff(pullFailures), reason: waiting.reason, message: waiting.message ?? '', ...(last === undefined ? {} : { how: last }) } as const
    return { ...base, pullFailures, step }
  }
  return { ...base, step: { at: 'waiting' } }
}

/** How often a pull can have failed since then. */
function countPulls(since: number, now: number): number {
  let count = 1
  for (let at = since + backOff(1); at < now && backOff(count) < backOff(Infinity); at += backOff(count)) count += 1
  return count
}

/** Probes go on from what the status says they had found. */
function restoreProbes(container: Container, status: ContainerStatus | undefined, since: number, now: number): Probes {
  const asked = Math.ceil((now - since) / 10_000)
  const state = (passed: boolean): ProbeState => ({ next: now + 500, asked, run: 0, ok: passed, passed })
  const started = container.startupProbe === undefined || status?.started === true
  return {
    ...(container.startupProbe === undefined ? {} : { startup: started ? { ...state(true), next: Infinity } : state(false) }),
    ...(container.livenessProbe === undefined || !started ? {} : { liveness: state(true) }),
    ...(container.readinessProbe === undefined || !started ? {} : { readiness: state(status?.ready === true) }),
  }
}

/** Whether a container that ended so is started again. A restartable init container always is; other init containers only when they failed. */
export function restartsAfter(container: Container, how: Ended, pod: Pod): boolean {
  const policy = pod.spec?.restartPolicy ?? 'Always'
  if (isEphemeral(pod, container.name)) return false
  if (isSidecar(container)) return true
  if (pod.spec?.initContainers?.some((init) => init.name === container.name)) return how.exitCode !== 0 && policy !== 'Never'
  return policy === 'Always' || (policy === 'OnFailure' && how.exitCode !== 0)
}

/** Whether it has started: without a startup probe at once. */
export function hasStarted(container: Container, { step }: ContainerRuntime): boolean {
  return (step.at === 'running' || step.at === 'stopping') && (container.startupProbe === undefined || step.probes.startup?.passed === true)
}

export function isReady(container: Container, runtime: ContainerRuntime): boolean {
  const { step } = runtime
  if ((step.at !== 'running' && step.at !== 'stopping') || !hasStarted(container, runtime)) return false
  // One that crashes on a port that is taken never was ready.
  if (step.message !== undefined) return false
  return container.readinessProbe === undefined || step.probes.readiness?.passed === true
}

/** Failures in a row once a run of this length ends. */
export function countFailures(before: number, ran: number): number {
  return ran >= backOffReset ? 0 : before
}
