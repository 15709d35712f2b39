import type { Pod, StoredObject } from '../../shared/model/index.ts'
import type { Occurrence, Random } from '../cluster/index.ts'
import { behaviourOf, type Container } from './behaviour.ts'
import { type Move, moveContainer, type Scene } from './container-plan.ts'
import { type ContainerRuntime, isSidecar, type PodRuntime, restartsAfter } from './pod-runtime.ts'

/** What a pod's next steps depend on beside itself. */
export interface Surroundings {
  readonly now: number
  readonly random: Random
  /** Whether the node has an image already. */
  isPresent(image: string): boolean
}

export interface PodPlan {
  readonly runtime: PodRuntime
  readonly events: readonly (Pick<Occurrence, 'type' | 'reason' | 'message'> & { readonly fieldPath: string })[]
  /** Images that the node has from now on. */
  readonly pulled: readonly string[]
  /** When to look again; Infinity when nothing is due by itself. */
  readonly wake: number
  /** The pod was to end and nothing of it runs any more. */
  readonly finished: boolean
}

/** Takes every step of a pod's containers that is due. */
export function planPod(pod: StoredObject<Pod>, runtime: PodRuntime, around: Surroundings): PodPlan {
  const containers = new Map(runtime.containers)
  const events: PodPlan['events'][number][] = []
  const pulled: string[] = []
  const lists = [['spec.initContainers', pod.spec?.initContainers ?? []], ['spec.containers', pod.spec?.containers ?? []]] as const
  // A step may make another due: an init container's end, the next one's start.
  for (let changed = true; changed;) {
    changed = false
    for (const [list, specs] of lists) {
      for (const container of specs) {
        const move = moveOne(pod, containers, container, around)
        if (move === undefined) continue
        changed = true
        if (runtime.containers.get(container.name)?.step.at !== 'running' && move.runtime.step.at === 'running') pulled.push(container.image ?? '')
        containers.set(container.name, move.runtime)
        events.push(...move.events.map((event) => ({ ...event, fieldPath: `${list}{${container.name}}` })))
      }
    }
  }
  const all = [...containers.values()]
  const terminating = pod.metadata.deletionTimestamp !== undefined
  return {
    runtime: { ...runtime, containers },
    events,
    pulled,
    wake: Math.min(...all.map((one) => wakeOf(one, around.now, terminating))),
    finished: terminating && all.every(({ step }) => step.at !== 'running' && step.at !== 'stopping'),
  }
}

function moveOne(pod: StoredObject<Pod>, containers: ReadonlyMap<string, ContainerRuntime>, container: Container, around: Surroundings): Move | undefined {
  const runtime = containers.get(container.name)
  if (runtime === undefined) return undefined
  const { uid, deletionTimestamp } = pod.metadata
  const mainsEnded = isSidecar(container) && (pod.spec?.containers ?? []).every((one) => isOver(pod, one, containers.get(one.name)))
  const stopBy = deletionTimestamp === undefined ? undefined : Date.parse(deletionTimestamp)
  const scene: Scene = {
    pod,
    now: around.now,
    deadline: stopBy ?? (mainsEnded ? Infinity : undefined),
    mayStart: mayStart(pod, container, containers),
    takenPorts: new Set(others(pod, container).flatMap((other) => (containers.get(other.name)?.step.at === 'running' ? behaviourOf(other).ports : []))),
    isPresent: around.isPresent,
    vary: (purpose, from, to) => from + (around.random.draw(purpose, uid, runtime.restarts, runtime.pullFailures) / 2 ** 32) * (to - from),
  }
  return moveContainer(scene, container, runtime)
}

function others(pod: Pod, container: Container): readonly Container[] {
  return [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].filter((other) => other.name !== container.name)
}

/** Init containers go one after another, the others when those are through; a restartable one need only run. */
function mayStart(pod: Pod, container: Container, containers: ReadonlyMap<string, ContainerRuntime>): boolean {
  const inits = pod.spec?.initContainers ?? []
  const place = inits.findIndex((init) => init.name === container.name)
  return (place === -1 ? inits : inits.slice(0, place)).every((init) => {
    const step = containers.get(init.name)?.step
    return isSidecar(init) ? step?.at === 'running' : step?.at === 'ended' && step.how.exitCode === 0
  })
}

function isOver(pod: Pod, container: Container, runtime: ContainerRuntime | undefined): boolean {
  return runtime?.step.at === 'ended' && !restartsAfter(container, runtime.step.how, pod)
}

function wakeOf({ step }: ContainerRuntime, now: number, terminating: boolean): number {
  if (step.at === 'waiting' || (terminating && step.at !== 'stopping')) return Infinity
  return step.at === 'running' && step.readyAt > now ? Math.min(step.readyAt, step.until) : step.until
}
