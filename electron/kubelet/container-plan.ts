import { assertNever } from '../../shared/lang/assert-never.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import type { Occurrence } from '../cluster/index.ts'
import { backOff } from './back-off.ts'
import { behaviourOf, describeTakenPort } from './behaviour.ts'
import type { Container } from './container.ts'
import { describeEnd, type Run } from './container-end.ts'
import { lookUpImage } from './image-catalogue.ts'
import { findImageProblem } from './image-reference.ts'
import { preStopTime } from './lifecycle.ts'
import { type ContainerRuntime, countFailures, type Ended, restartsAfter, type Running, type Step } from './pod-runtime.ts'
import type { ProbePlace } from './probe-answer.ts'
import { moveProbes } from './probes.ts'

/** What a container's next step depends on. */
export interface Scene {
  readonly pod: StoredObject<Pod>
  /** Milliseconds on the cluster clock. */
  readonly now: number
  /** When all must have ended, in the same; undefined while nothing asks them to. */
  readonly deadline: number | undefined
  /** Whether those before it let it begin. */
  mayStart(): boolean
  /** Ports of the pod's address that other containers listen on. */
  takenPorts(): ReadonlySet<number>
  readonly place: Omit<ProbePlace, 'since'>
  /** From when the node has an image, in the same; undefined when nobody has had it pulled. */
  presentFrom(image: string): number | undefined
  /** Why the container cannot be made, if so. */
  missingConfig(): string | undefined
  /** A duration in [from, to), the same whenever it is asked for the same purpose. */
  vary(purpose: string, from: number, to: number): number
  /** The id of a run: 64 hexadecimal digits. */
  drawId(run: number): string
}

export interface Move {
  readonly runtime: ContainerRuntime
  readonly events: readonly Pick<Occurrence, 'type' | 'reason' | 'message'>[]
}

/** How long it shows how it ended, or why it could not be pulled, before the wait for the next try is shown. */
const showEnd = 1_000
const showPullFailure = 3_000
/** How often a container that lacks its configuration is tried again. */
const configRetry = { from: 10_000, to: 15_000 }

/** A container's next step, if one is due. */
export function moveContainer(scene: Scene, container: Container, runtime: ContainerRuntime): Move | undefined {
  const { step } = runtime
  switch (step.at) {
    case 'waiting':
      return scene.deadline === undefined && scene.mayStart() ? begin(scene, container, runtime, undefined) : undefined
    case 'pulling':
      return isDue(scene, step.until) ? endPull(scene, container, runtime, step) : undefined
    case 'pull-failed':
      return isDue(scene, step.until) ? backOffPull(scene, container, runtime, step) : undefined
    case 'pull-back-off':
    case 'config-error':
      return isDue(scene, step.until) ? begin(scene, container, runtime, step.how) : undefined
    case 'creating':
      return isDue(scene, step.until) ? start(scene, container, runtime, step.how) : undefined
    case 'running': return moveRunning(scene, container, runtime, step)
    case 'stopping': return moveStopping(scene, container, runtime, step)
    case 'ended':
      return scene.deadline === undefined && (step.until <= scene.now || (step.until === Infinity && restartsAfter(container, step.how, scene.pod)))
        ? startAgain(scene, container, runtime, step.how)
        : undefined
    case 'back-off':
      return isDue(scene, step.until) ? begin(scene, container, { ...runtime, failures: runtime.failures + 1 }, step.how) : undefined
    default:
      return assertNever(step)
  }
}

/** Until when nothing can come of a look at a container, milliseconds on the cluster clock; 0 when something may at once. */
export function waitsUntil({ step }: ContainerRuntime): number {
  switch (step.at) {
    case 'waiting':
    case 'running':
    case 'stopping':
    case 'ended':
      return 0
    default: return step.until
  }
}

/** Nothing new is begun once the pod is to end. */
function isDue({ now, deadline }: Scene, until: number): boolean {
  return deadline === undefined && until <= now
}

function moved(runtime: ContainerRuntime, step: Step, ...events: Move['events']): Move {
  return { runtime: { ...runtime, step }, events }
}

function normal(reason: string, message: string): Move['events'][number] {
  return { type: 'Normal', reason, message }
}

function warning(reason: string, message: string): Move['events'][number] {
  return { type: 'Warning', reason, message }
}

function begin(scene: Scene, container: Container, runtime: ContainerRuntime, how: Ended | undefined): Move {
  const image = container.image ?? ''
  const problem = findImageProblem(image)
  const before = how === undefined ? {} : { how }
  if (problem?.reason === 'InvalidImageName') {
    const step = { at: 'pull-back-off', until: Infinity, ...problem, ...before } as const
    return moved(runtime, step, warning('InspectFailed', problem.message), warning('Failed', 'Error: InvalidImageName'))
  }
  const from = problem === undefined ? scene.presentFrom(image) : undefined
  const here = from !== undefined && from <= scene.now
  if (container.imagePullPolicy === 'Never' && !here) {
    const message = `Container image "${image}" is not present with pull policy of Never`
    const step = { at: 'pull-back-off', until: scene.now + backOff(1), reason: 'ErrImageNeverPull', message, ...before } as const
    return moved(runtime, step, warning('ErrImageNeverPull', message), warning('Failed', 'Error: ErrImageNeverPull'))
  }
  if (here && container.imagePullPolicy !== 'Always') {
    const until = scene.now + createTime(scene, container)
    return moved(runtime, { at: 'creating', until, ...before }, normal('Pulled', `Container image "${image}" already present on machine`))
  }
  // A pull of the image that is under way on the node brings it for this container too.
  const pulled = from !== undefined && !here ? from : scene.now + pullTime(scene, container)
  // A pull that goes well leads straight to a container: both are one wait, so that a pod costs no more writes than it shows.
  const until = pulled + (problem === undefined ? createTime(scene, container) : 0)
  const failed = runtime.step.at === 'pull-back-off' ? { failed: { reason: runtime.step.reason, message: runtime.step.message } } : {}
  return moved(runtime, { at: 'pulling', since: scene.now, pulled, until, ...before, ...failed }, normal('Pulling', `Pulling image "${image}"`))
}

function endPull(scene: Scene, container: Container, runtime: ContainerRuntime, { since, pulled, how }: Step & { readonly at: 'pulling' }): Move {
  const image = container.image ?? ''
  const problem = findImageProblem(image)
  if (problem !== undefined) {
    const step = { at: 'pull-failed', until: scene.now + showPullFailure, ...problem, ...(how === undefined ? {} : { how }) } as const
    const next = { ...runtime, pullFailures: runtime.pullFailures + 1 }
    return moved(next, step, warning('Failed', `Failed to pull image "${image}": ${problem.message}`), warning('Failed', 'Error: ErrImagePull'))
  }
  const took = formatWait(pulled - since)
  const message = `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${lookUpImage(image).bytes} bytes.`
  const started = start(scene, container, { ...runtime, pullFailures: 0 }, how)
  return { ...started, events: [normal('Pulled', message), ...started.events] }
}

/** As Go prints a duration that is cut to milliseconds: `812ms`, `1.104s`. */
function formatWait(ms: number): string {
  const whole = Math.trunc(ms)
  return whole < 1000 ? `${whole}ms` : `${whole / 1000}s`
}

function pullTime(scene: Scene, container: Container): number {
  return scene.vary(`pull ${container.name}`, 500, 1_200)
}

function createTime(scene: Scene, container: Container): number {
  return scene.vary(`create ${container.name}`, 300, 700)
}

function backOffPull(scene: Scene, container: Container, runtime: ContainerRuntime, step: Step & { readonly at: 'pull-failed' | 'pull-back-off' }): Move {
  const told = `Back-off pulling image "${container.image}"`
  const until = scene.now - showPullFailure + backOff(runtime.pullFailures)
  const next = { ...step, at: 'pull-back-off', until, reason: 'ImagePullBackOff', message: `${told}: ${step.reason}: ${step.message}` } as const
  return moved(runtime, next, normal('BackOff', told), warning('Failed', 'Error: ImagePullBackOff'))
}

const noPorts: ReadonlySet<number> = new Set()

function start(scene: Scene, container: Container, runtime: ContainerRuntime, how: Ended | undefined): Move {
  const missing = scene.missingConfig()
  if (missing !== undefined) {
    const until = scene.now + scene.vary(`config ${container.name}`, configRetry.from, configRetry.to)
    return moved(runtime, { at: 'config-error', until, message: missing, ...(how === undefined ? {} : { how }) }, warning('Failed', `Error: ${missing}`))
  }
  const { runs, exitCode, ports, outOfMemory } = behaviourOf(container)
  const restarts = how === undefined ? runtime.restarts : runtime.restarts + 1
  const restarted = { ...runtime, restarts, ...(how === undefined ? {} : { last: how }), id: `containerd://${scene.drawId(restarts)}` }
  const events = [normal('Created', `Created container: ${container.name}`), normal('Started', `Started container ${container.name}`)]
  const common = { at: 'running', since: scene.now, image: container.image ?? '', probes: {} } as const
  const others = ports.length === 0 ? noPorts : scene.takenPorts()
  const taken = ports.find((port) => others.has(port))
  if (taken !== undefined) {
    const until = scene.now + scene.vary(`crash ${container.name}`, 300, 800)
    return moved(restarted, { ...common, until, exitCode: 1, message: describeTakenPort(container, taken) }, ...events)
  }
  return moved(restarted, { ...common, until: scene.now + runs, exitCode, ...(outOfMemory ? { reason: 'OOMKilled' } : {}) }, ...events)
}

function moveRunning(scene: Scene, container: Container, runtime: ContainerRuntime, step: Running & { readonly at: 'running' }): Move | undefined {
  if (step.until <= scene.now) return end(scene, container, runtime, step)
  if (scene.deadline !== undefined) return stop(scene, container, runtime, step, scene.deadline, false, normal('Killing', `Stopping container ${container.name}`))
  if (step.image !== (container.image ?? '')) {
    return stop(scene, container, runtime, step, scene.now + graceOf(scene.pod), true, normal('Killing', `Container ${container.name} definition changed, will be restarted`))
  }
  const { probes, complaints, killedBy } = moveProbes(container, behaviourOf(container), step.probes, { ...scene.place, since: step.since }, scene.now)
  const unhealthy = complaints.map((message) => warning('Unhealthy', message))
  if (killedBy !== undefined) {
    const probe = killedBy === 'startup' ? container.startupProbe : container.livenessProbe
    const grace = probe?.terminationGracePeriodSeconds === undefined ? graceOf(scene.pod) : probe.terminationGracePeriodSeconds * 1000
    const killing = normal('Killing', `Container ${container.name} failed ${killedBy} probe, will be restarted`)
    const stopped = stop(scene, container, runtime, { ...step, probes }, scene.now + grace, true, killing)
    return { ...stopped, events: [...unhealthy, ...stopped.events] }
  }
  const same = unhealthy.length === 0 && sameProbes(probes, step.probes)
  return same ? undefined : moved(runtime, { ...step, probes }, ...unhealthy)
}

function sameProbes(a: Running['probes'], b: Running['probes']): boolean {
  return a.startup === b.startup && a.liveness === b.liveness && a.readiness === b.readiness
}

/** Milliseconds that a pod's containers have to end in. */
export function graceOf(pod: Pod): number {
  return (pod.metadata.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000
}

function stop(scene: Scene, container: Container, runtime: ContainerRuntime, step: Running, deadline: number, alone: boolean, event: Move['events'][number]): Move {
  const { heedsTerm } = behaviourOf(container)
  const soon = scene.now + preStopTime(container, Math.max(0, deadline - scene.now)) + scene.vary(`stop ${container.name}`, 1_000, 2_000)
  const kills = !heedsTerm || soon > deadline
  return moved(runtime, { ...step, at: 'stopping', alone, until: Math.min(step.until, kills ? deadline : soon), exitCode: kills ? 137 : 0 }, event)
}

function moveStopping(scene: Scene, container: Container, runtime: ContainerRuntime, step: Running & { readonly at: 'stopping'; readonly alone: boolean }): Move | undefined {
  if (scene.deadline === undefined && !step.alone) return resume(container, runtime, step)
  const until = Math.min(step.until, scene.deadline ?? Infinity)
  return until <= scene.now ? end(scene, container, runtime, step) : undefined
}

/** The pod is to live after all. */
function resume(container: Container, runtime: ContainerRuntime, { since, image, probes }: Running): Move {
  const { runs, exitCode } = behaviourOf(container)
  return moved(runtime, { at: 'running', since, until: since + runs, exitCode, image, probes })
}

function end(scene: Scene, container: Container, runtime: ContainerRuntime, run: Run): Move {
  const how = describeEnd(scene.pod, container, run, runtime.id, scene.now)
  const again = scene.deadline === undefined && restartsAfter(container, how, scene.pod)
  const failures = countFailures(runtime.failures, scene.now - run.since)
  return moved({ ...runtime, failures }, { at: 'ended', until: again ? scene.now + showEnd : Infinity, how })
}

/** The first time at once, later after a wait that doubles. */
function startAgain(scene: Scene, container: Container, runtime: ContainerRuntime, how: Ended): Move {
  if (runtime.failures === 0) return begin(scene, container, { ...runtime, failures: 1 }, how)
  const { name, namespace, uid } = scene.pod.metadata
  const until = scene.now - showEnd + backOff(runtime.failures)
  return moved(runtime, { at: 'back-off', until, how }, warning('BackOff', `Back-off restarting failed container ${container.name} in pod ${name}_${namespace}(${uid})`))
}
