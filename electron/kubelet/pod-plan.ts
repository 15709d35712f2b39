import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { drawHex, type Occurrence, type Random } from '../cluster/index.ts'
import { behaviourOf } from './behaviour.ts'
import { type Container, containersOf, isEphemeral, isSidecar } from './container.ts'
import { graceOf, type Move, moveContainer, type Scene } from './container-plan.ts'
import type { FindObject } from './find-object.ts'
import { findMissingConfig, findMissingVolume } from './needs.ts'
import { type ContainerRuntime, hasStarted, type PodRuntime, restartsAfter, withNewContainers } from './pod-runtime.ts'
import { nextProbe } from './probes.ts'

/** What a pod's next steps depend on beside itself. */
export interface Surroundings {
  readonly now: number
  readonly random: Random
  readonly find: FindObject
  /** Whether the node has an image already. */
  isPresent(image: string): boolean
}

type Told = Pick<Occurrence, 'type' | 'reason' | 'message' | 'fieldPath'>

export interface PodPlan {
  readonly runtime: PodRuntime
  readonly events: readonly Told[]
  /** Images that the node has from now on. */
  readonly pulled: readonly string[]
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
    pulled: containersOf(pod).filter((one) => before.containers.get(one.name)?.step.at !== 'running' && moved.containers.get(one.name)?.step.at === 'running').map((one) => one.image ?? ''),
    wake: Math.min(deadlineOf(pod, moved), ...containers.map((one) => wakeOf(one, ending))),
    finished: pod.metadata.deletionTimestamp !== undefined && containers.every(({ step }) => step.at !== 'running' && step.at !== 'stopping'),
  }
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
  if (until > now) return { runtime, events: [], pulled: [], wake: until, finished: false }
  const next = now + Math.min(mountRetry.longest, mountRetry.first * 2 ** failures)
  const event = { type: 'Warning', reason: 'FailedMount', message: missing } as const
  return { runtime: { ...runtime, mount: { failures: failures + 1, until: next } }, events: [event], pulled: [], wake: Math.min(next, deadlineOf(pod, runtime)), finished: false }
}

function moveAll(pod: StoredObject<Pod>, runtime: PodRuntime, around: Surroundings, events: Told[]): PodRuntime {
  const containers = new Map(runtime.containers)
  const lists = [
    ['spec.initContainers', pod.spec?.initContainers ?? []], ['spec.containers', pod.spec?.containers ?? []],
    ['spec.ephemeralContainers', (pod.spec?.ephemeralContainers ?? []) as readonly Container[]],
  ] as const
  // A step may make another due: an init container's end, the next one's start.
  for (let changed = true; changed;) {
    changed = false
    for (const [list, specs] of lists) {
      for (const container of specs) {
        const move = moveOne(pod, { ...runtime, containers }, container, around)
        if (move === undefined) continue
        changed = true
        containers.set(container.name, move.runtime)
        events.push(...move.events.map((event) => ({ ...event, fieldPath: `${list}{${container.name}}` })))
      }
    }
  }
  return { ...runtime, containers }
}

function moveOne(pod: StoredObject<Pod>, runtime: PodRuntime, container: Container, around: Surroundings): Move | undefined {
  const own = runtime.containers.get(container.name)
  if (own === undefined) return undefined
  const { uid, namespace = '', name } = pod.metadata
  const { random, now, find } = around
  const draw = (purpose: string) => random.draw(purpose, uid, own.restarts, own.pullFailures)
  const scene: Scene = {
    pod, now,
    deadline: endOf(pod, runtime, container, now),
    mayStart: () => mayStart(pod, container, runtime.containers),
    takenPorts: () => new Set(others(pod, container).flatMap((other) => (runtime.containers.get(other.name)?.step.at === 'running' ? behaviourOf(other).ports : []))),
    place: { ip: runtime.ip ?? '', hostname: pod.spec?.hostname || name },
    isPresent: around.isPresent,
    missingConfig: () => findMissingConfig(container, namespace, find),
    vary: (purpose, from, to) => from + (draw(purpose) / 2 ** 32) * (to - from),
    drawId: (run) => drawHex(8, (part) => random.draw('container', uid, container.name, run, part)),
  }
  return moveContainer(scene, container, own)
}

/** When a container must have ended. Ephemeral ones go when the pod's own are over; sidecars outlive the others, and go one after another, the last first. */
function endOf(pod: StoredObject<Pod>, runtime: PodRuntime, container: Container, now: number): number | undefined {
  const stopBy = stopTime(pod, runtime)
  const mains = pod.spec?.containers ?? []
  const areOver = mains.length > 0 && mains.every((one) => isOver(pod, one, runtime.containers.get(one.name)))
  if (isEphemeral(pod, container.name) && stopBy === undefined) return areOver ? now + graceOf(pod) : undefined
  if (!isSidecar(container)) return stopBy
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
