import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { drawHex, type Occurrence, type Random } from '../cluster/index.ts'
import { behaviourOf } from './behaviour.ts'
import { type Container, containersOf, isEphemeral, isSidecar } from './container.ts'
import { graceOf, type Move, moveContainer, type Scene, waitsUntil } from './container-plan.ts'
import type { FindObject } from './find-object.ts'
import { findImageProblem } from './image-reference.ts'
import { findMissingConfig, findMissingVolume } from './needs.ts'
import { type ContainerRuntime, hasStarted, type PodRuntime, restartsAfter, withNewContainers } from './pod-runtime.ts'
import { nextProbe } from './probes.ts'

/** What a pod's next steps depend on beside itself. */
export interface Surroundings {
  readonly now: number
  readonly random: Random
  readonly find: FindObject
  /** From when the node has an image, milliseconds on the cluster clock; undefined when nobody has had it pulled. */
  presentFrom(image: string): number | undefined
}

/** A pull of an image that has begun, and when it is over. */
interface Pull {
  readonly image: string
  readonly over: number
}

type Told = Pick<Occurrence, 'type' | 'reason' | 'message' | 'fieldPath'>

export interface PodPlan {
  readonly runtime: PodRuntime
  readonly events: readonly Told[]
  /** Those that will go well. */
  readonly pulls: readonly Pull[]
  /** When to look again; Infinity when nothing is due by itself. */
  readonly wake: number
  /** The pod was to end and nothing of it runs any more. */
  readonly finished: boolean
}

/** First wait after volumes could not be mounted, doubling, and the longest; milliseconds. */
const mountRetry = { first: 500, longest: 122_000 }

/** Takes every step of a pod's containers that is due. */
export function planPod(pod: StoredObject<Pod>, before: PodRuntime, around: Surroundings): PodPlan {
  const runtime = expire(pod, withNewContainers(before, pod), around.now)
  const expired = runtime.expiredAt === around.now && before.expiredAt === undefined
  const held = holdForVolumes(pod, runtime, around)
  if (held !== undefined) return held
  const events: Told[] = expired ? [{ type: 'Normal', reason: 'DeadlineExceeded', message: deadlineMessage }] : []
  const moved = moveAll(pod, runtime, around, events)
  const containers = [...moved.containers.values()]
  const ending = stopTime(pod, moved) !== undefined
  return {
    runtime: moved,
    events,
    pulls: findPulls(pod, before, moved),
    wake: Math.min(deadlineOf(pod, moved), ...containers.map((one) => wakeOf(one, ending))),
    finished: pod.metadata.deletionTimestamp !== undefined && containers.every(({ step }) => step.at !== 'running' && step.at !== 'stopping'),
  }
}

function findPulls(pod: Pod, before: PodRuntime, { containers }: PodRuntime): readonly Pull[] {
  const pulls: Pull[] = []
  for (const { name, image = '' } of containersOf(pod)) {
    const step = containers.get(name)?.step
    if (step?.at === 'pulling' && step !== before.containers.get(name)?.step && findImageProblem(image) === undefined) pulls.push({ image, over: step.pulled })
  }
  return pulls
}

export const deadlineMessage = 'Pod was active on the node longer than the specified deadline'

/** When a pod will have been active for as long as it may; Infinity for one that may for ever, or has run out already. */
function deadlineOf(pod: Pod, { expiredAt }: PodRuntime): number {
  const { activeDeadlineSeconds } = pod.spec ?? {}
  const { startTime } = pod.status ?? {}
  if (activeDeadlineSeconds === undefined || startTime === undefined || expiredAt !== undefined || pod.metadata.deletionTimestamp !== undefined) return Infinity
  return Date.parse(startTime) + activeDeadlineSeconds * 1000
}

function expire(pod: Pod, runtime: PodRuntime, now: number): PodRuntime {
  return deadlineOf(pod, runtime) <= now ? { ...runtime, expiredAt: now } : runtime
}

/** When all containers must have ended, milliseconds; undefined while nothing asks them to. */
function stopTime(pod: Pod, { expiredAt }: PodRuntime): number | undefined {
  const { deletionTimestamp } = pod.metadata
  if (deletionTimestamp !== undefined) return Date.parse(deletionTimestamp)
  return expiredAt === undefined ? undefined : expiredAt + graceOf(pod)
}

/** A pod whose volumes are not there has not begun; it is tried again, ever later. */
function holdForVolumes(pod: StoredObject<Pod>, runtime: PodRuntime, { now, find }: Surroundings): PodPlan | undefined {
  const begun = [...runtime.containers.values()].some(({ step, restarts }) => step.at !== 'waiting' || restarts > 0)
  if (begun || stopTime(pod, runtime) !== undefined) return undefined
  const missing = findMissingVolume(pod, find)
  if (missing === undefined) return undefined
  const { failures, until } = runtime.mount ?? { failures: 0, until: now }
  if (until > now) return { runtime, events: [], pulls: [], wake: until, finished: false }
  const next = now + Math.min(mountRetry.longest, mountRetry.first * 2 ** failures)
  const event = { type: 'Warning', reason: 'FailedMount', message: missing } as const
  return { runtime: { ...runtime, mount: { failures: failures + 1, until: next } }, events: [event], pulls: [], wake: Math.min(next, deadlineOf(pod, runtime)), finished: false }
}

function moveAll(pod: StoredObject<Pod>, runtime: PodRuntime, around: Surroundings, events: Told[]): PodRuntime {
  const all = containersOf(pod)
  let moved = runtime
  // A step may make another due: an init container's end, the next one's start.
  for (let changed = true; changed;) {
    changed = false
    for (const container of all) {
      const move = moveOne(pod, moved, container, around)
      if (move === undefined) continue
      changed = true
      moved = { ...moved, containers: new Map(moved.containers).set(container.name, move.runtime) }
      for (const event of move.events) events.push({ ...event, fieldPath: pathOf(pod, container) })
    }
  }
  return moved
}

/** As events name the place of a container: `spec.containers{web}`. */
function pathOf({ spec }: Pod, container: Container): string {
  const list = spec?.initContainers?.includes(container) === true ? 'initContainers' : spec?.containers.includes(container) === true ? 'containers' : 'ephemeralContainers'
  return `spec.${list}{${container.name}}`
}

function moveOne(pod: StoredObject<Pod>, runtime: PodRuntime, container: Container, around: Surroundings): Move | undefined {
  const own = runtime.containers.get(container.name)
  // Most looks at a pod find that the step which called for them has been taken.
  if (own === undefined || waitsUntil(own) > around.now) return undefined
  const { uid, namespace = '', name } = pod.metadata
  const { random, now, find } = around
  const draw = (purpose: string) => random.draw(purpose, uid, own.restarts, own.pullFailures)
  const scene: Scene = {
    pod, now,
    deadline: endOf(pod, runtime, container, now),
    mayStart: () => mayStart(pod, container, runtime.containers),
    takenPorts: () => new Set(others(pod, container).flatMap((other) => (runtime.containers.get(other.name)?.step.at === 'running' ? behaviourOf(other).ports : []))),
    place: { ip: runtime.ip ?? '', hostname: pod.spec?.hostname || name },
    presentFrom: around.presentFrom,
    missingConfig: () => findMissingConfig(container, namespace, find),
    vary: (purpose, from, to) => from + (draw(purpose) / 2 ** 32) * (to - from),
    drawId: (run) => drawHex(8, (part) => random.draw('container', uid, container.name, run, part)),
  }
  return moveContainer(scene, container, own)
}

/** When a container must have ended. Ephemeral ones go when the pod's own are over; sidecars outlive the others, and go one after another, the last first. */
function endOf(pod: StoredObject<Pod>, runtime: PodRuntime, container: Container, now: number): number | undefined {
  const stopBy = stopTime(pod, runtime)
  const isExtra = isEphemeral(pod, container.name) && stopBy === undefined
  if (!isExtra && !isSidecar(container)) return stopBy
  const mains = pod.spec?.containers ?? []
  const areOver = mains.length > 0 && mains.every((one) => isOver(pod, one, runtime.containers.get(one.name)))
  if (isExtra) return areOver ? now + graceOf(pod) : undefined
  const isStill = (other: Container) => {
    const at = runtime.containers.get(other.name)?.step.at
    return at === 'running' || at === 'stopping'
  }
  const inits = pod.spec?.initContainers ?? []
  const later = inits.slice(inits.indexOf(container) + 1).filter(isSidecar)
  if (stopBy !== undefined) return stopBy > now && [...mains, ...later].some(isStill) ? undefined : stopBy
  return areOver && !later.some(isStill) ? now + graceOf(pod) : undefined
}

function others(pod: Pod, container: Container): readonly Container[] {
  return containersOf(pod).filter((other) => other.name !== container.name)
}

/** Init containers go one after another, the others when those are through; a restartable one need only have started. */
function mayStart(pod: Pod, container: Container, containers: ReadonlyMap<string, ContainerRuntime>): boolean {
  if (isEphemeral(pod, container.name)) return true
  const inits = pod.spec?.initContainers ?? []
  const place = inits.findIndex((init) => init.name === container.name)
  return (place === -1 ? inits : inits.slice(0, place)).every((init) => {
    const runtime = containers.get(init.name)
    if (runtime === undefined) return false
    return isSidecar(init) ? hasStarted(init, runtime) : runtime.step.at === 'ended' && runtime.step.how.exitCode === 0
  })
}

function isOver(pod: Pod, container: Container, runtime: ContainerRuntime | undefined): boolean {
  return runtime?.step.at === 'ended' && !restartsAfter(container, runtime.step.how, pod)
}

function wakeOf({ step }: ContainerRuntime, ending: boolean): number {
  if (step.at === 'waiting') return Infinity
  if (step.at === 'running') return Math.min(step.until, nextProbe(step.probes))
  return ending && step.at !== 'stopping' ? Infinity : step.until
}
