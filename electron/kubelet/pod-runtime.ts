import type { Pod } from '../../shared/model/index.ts'
import { backOff, backOffReset } from './back-off.ts'
import { behaviourOf, type Container } from './behaviour.ts'

export type PodStatus = NonNullable<Pod['status']>
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number]
export type Ended = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>

/** Where a container is in its life. Times are milliseconds on the cluster clock; `how` is how the run before ended. */
export type Step =
  /** Its turn has not come: an init container before it still runs. */
  | { readonly at: 'waiting' }
  | { readonly at: 'pulling'; readonly until: number; readonly how?: Ended }
  /** The pull failed; the words of why are shown first, then those of the back-off. */
  | { readonly at: 'pull-failed' | 'pull-back-off'; readonly until: number; readonly reason: string; readonly message: string; readonly how?: Ended }
  | { readonly at: 'creating'; readonly until: number; readonly how?: Ended }
  | { readonly at: 'running'; readonly since: number; readonly until: number; readonly exitCode: number; readonly readyAt: number; readonly message?: string }
  /** Told to stop. */
  | { readonly at: 'stopping'; readonly since: number; readonly until: number; readonly exitCode: number }
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
}

/** What the kubelet knows of a pod; its status is drawn from it. */
export interface PodRuntime {
  /** By container name, init containers first. */
  readonly containers: ReadonlyMap<string, ContainerRuntime>
  /** Given with the pod's sandbox. */
  readonly ip?: string
}

/** What can be known of a pod from its status alone: of a new one nothing, of an older one all that matters after a restart of the program. */
export function restoreRuntime(pod: Pod, now: number): PodRuntime {
  const { initContainerStatuses = [], containerStatuses = [], podIP } = pod.status ?? {}
  const known = new Map([...initContainerStatuses, ...containerStatuses].map((status) => [status.name, status]))
  const specs = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
  const containers = new Map(specs.map((container) => [container.name, restoreContainer(container, known.get(container.name), pod, now)]))
  return { containers, ...(podIP === undefined ? {} : { ip: podIP }) }
}

function restoreContainer(container: Container, status: ContainerStatus | undefined, pod: Pod, now: number): ContainerRuntime {
  const restarts = status?.restartCount ?? 0
  const last = status?.lastState?.terminated
  const base = { restarts, failures: restarts, pullFailures: 0, ...(last === undefined ? {} : { last }) }
  const { running, terminated, waiting } = status?.state ?? {}
  if (running !== undefined) {
    const since = Date.parse(running.startedAt ?? '') || now
    const { runs, exitCode } = behaviourOf(container)
    return { ...base, step: { at: 'running', since, until: since + runs, exitCode, readyAt: since } }
  }
  if (terminated !== undefined) {
    return { ...base, step: { at: 'ended', until: restartsAfter(container, terminated, pod) ? now : Infinity, how: terminated } }
  }
  if (waiting?.reason === 'CrashLoopBackOff' && last !== undefined) {
    const since = Date.parse(last.finishedAt ?? '') || now
    return { ...base, step: { at: 'back-off', until: since + backOff(restarts), how: last } }
  }
  return { ...base, step: { at: 'waiting' } }
}

/** Whether a container that ended so is started again. A restartable init container always is; other init containers only when they failed. */
export function restartsAfter(container: Container, how: Ended, pod: Pod): boolean {
  const policy = pod.spec?.restartPolicy ?? 'Always'
  if (isSidecar(container)) return true
  if (pod.spec?.initContainers?.some((init) => init.name === container.name)) return how.exitCode !== 0 && policy !== 'Never'
  return policy === 'Always' || (policy === 'OnFailure' && how.exitCode !== 0)
}

export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always'
}

/** Failures in a row once a run of this length ends. */
export function countFailures(before: number, ran: number): number {
  return ran >= backOffReset ? 0 : before
}
