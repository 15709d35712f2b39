import { assertNever } from '../../shared/lang/assert-never.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { formatTime, type Occurrence } from '../cluster/index.ts'
import { backOff } from './back-off.ts'
import { behaviourOf, type Container, describeTakenPort } from './behaviour.ts'
import { lookUpImage } from './image-catalogue.ts'
import { findImageProblem } from './image-reference.ts'
import { type ContainerRuntime, countFailures, type Ended, restartsAfter, type Step } from './pod-runtime.ts'

/** What a container's next step depends on. */
export interface Scene {
  readonly pod: StoredObject<Pod>
  /** Milliseconds on the cluster clock. */
  readonly now: number
  /** When all must have ended, in the same; undefined while nothing asks them to. */
  readonly deadline: number | undefined
  /** Whether those before it let it begin. */
  readonly mayStart: boolean
  /** Ports of the pod's address that other containers listen on. */
  readonly takenPorts: ReadonlySet<number>
  isPresent(image: string): boolean
  /** A duration in [from, to), the same whenever it is asked for the same purpose. */
  vary(purpose: string, from: number, to: number): number
}

export interface Move {
  readonly runtime: ContainerRuntime
  readonly events: readonly Pick<Occurrence, 'type' | 'reason' | 'message'>[]
}

/** How long it shows how it ended, or why it could not be pulled, before the wait for the next try is shown. */
const showEnd = 1_000
const showPullFailure = 3_000

/** A container's next step, if one is due. */
export function moveContainer(scene: Scene, container: Container, runtime: ContainerRuntime): Move | undefined {
  const { step } = runtime
  const { now, deadline } = scene
  switch (step.at) {
    case 'waiting':
      return scene.mayStart && deadline === undefined ? begin(scene, container, runtime, undefined) : undefined
    case 'pulling':
      return isDue(scene, step.until) ? endPull(scene, container, runtime, step.how) : undefined
    case 'pull-failed':
      return isDue(scene, step.until) ? backOffPull(scene, container, runtime, step) : undefined
    case 'pull-back-off':
      return isDue(scene, step.until) ? begin(scene, container, runtime, step.how) : undefined
    case 'creating':
      return isDue(scene, step.until) ? start(scene, container, runtime, step.how) : undefined
    case 'running':
      if (step.until <= now) return end(scene, container, runtime, step)
      return deadline === undefined ? undefined : stop(scene, container, runtime, step.since, deadline)
    case 'stopping': {
      if (deadline === undefined) return resume(container, runtime, step.since)
      const until = Math.min(step.until, deadline)
      return until <= now ? end(scene, container, runtime, { since: step.since, exitCode: step.exitCode }) : undefined
    }
    case 'ended':
      return deadline === undefined && (step.until <= now || (step.until === Infinity && restartsAfter(container, step.how, scene.pod)))
        ? startAgain(scene, container, runtime, step.how)
        : undefined
    case 'back-off':
      return isDue(scene, step.until) ? begin(scene, container, { ...runtime, failures: runtime.failures + 1 }, step.how) : undefined
    default:
      return assertNever(step)
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
  if (container.imagePullPolicy === 'Never' || (container.imagePullPolicy === 'IfNotPresent' && scene.isPresent(image) && problem === undefined)) {
    const until = scene.now + createTime(scene, container)
    return moved(runtime, { at: 'creating', until, ...before }, normal('Pulled', `Container image "${image}" already present on machine`))
  }
  // A pull that goes well leads straight to a container: both are one wait, so that a pod costs no more writes than it shows.
  const until = scene.now + pullTime(scene, container) + (problem === undefined ? createTime(scene, container) : 0)
  return moved(runtime, { at: 'pulling', until, ...before }, normal('Pulling', `Pulling image "${image}"`))
}

function endPull(scene: Scene, container: Container, runtime: ContainerRuntime, how: Ended | undefined): Move {
  const image = container.image ?? ''
  const problem = findImageProblem(image)
  if (problem !== undefined) {
    const step = { at: 'pull-failed', until: scene.now + showPullFailure, ...problem, ...(how === undefined ? {} : { how }) } as const
    const next = { ...runtime, pullFailures: runtime.pullFailures + 1 }
    return moved(next, step, warning('Failed', `Failed to pull image "${image}": ${problem.message}`), warning('Failed', 'Error: ErrImagePull'))
  }
  const took = Math.round(pullTime(scene, container))
  const message = `Successfully pulled image "${image}" in ${took}ms (${took}ms including waiting). Image size: ${lookUpImage(image).bytes} bytes.`
  const started = start(scene, container, { ...runtime, pullFailures: 0 }, how)
  return { ...started, events: [normal('Pulled', message), ...started.events] }
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

function start(scene: Scene, container: Container, runtime: ContainerRuntime, how: Ended | undefined): Move {
  const { runs, exitCode, ports } = behaviourOf(container)
  const restarted = how === undefined ? runtime : { ...runtime, restarts: runtime.restarts + 1, last: how }
  const events = [normal('Created', `Created container: ${container.name}`), normal('Started', `Started container ${container.name}`)]
  const taken = ports.find((port) => scene.takenPorts.has(port))
  if (taken !== undefined) {
    const until = scene.now + scene.vary(`crash ${container.name}`, 300, 800)
    return moved(restarted, { at: 'running', since: scene.now, until, exitCode: 1, readyAt: Infinity, message: describeTakenPort(container, taken) }, ...events)
  }
  return moved(restarted, { at: 'running', since: scene.now, until: scene.now + runs, exitCode, readyAt: readyAt(container, scene.now) }, ...events)
}

/** Without a readiness probe at once; with one, at its first success, for probes always succeed. */
function readyAt({ readinessProbe }: Container, since: number): number {
  if (readinessProbe === undefined) return since
  const tries = readinessProbe.successThreshold ?? 1
  return since + 1000 * ((readinessProbe.initialDelaySeconds ?? 0) + (tries - 1) * (readinessProbe.periodSeconds ?? 10)) + 500
}

function stop(scene: Scene, container: Container, runtime: ContainerRuntime, since: number, deadline: number): Move {
  const { heedsTerm } = behaviourOf(container)
  const soon = scene.now + scene.vary(`stop ${container.name}`, 1_000, 2_000)
  const kills = !heedsTerm || soon > deadline
  return moved(runtime, { at: 'stopping', since, until: kills ? deadline : soon, exitCode: kills ? 137 : 0 }, normal('Killing', `Stopping container ${container.name}`))
}

/** The pod is to live after all. */
function resume(container: Container, runtime: ContainerRuntime, since: number): Move {
  const { runs, exitCode } = behaviourOf(container)
  return moved(runtime, { at: 'running', since, until: since + runs, exitCode, readyAt: since })
}

function end(scene: Scene, container: Container, runtime: ContainerRuntime, run: { readonly since: number; readonly exitCode: number; readonly message?: string }): Move {
  const how: Ended = {
    exitCode: run.exitCode,
    reason: run.exitCode === 0 ? 'Completed' : 'Error',
    ...(run.message === undefined ? {} : { message: run.message }),
    startedAt: formatTime(run.since),
    finishedAt: formatTime(scene.now),
  }
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
