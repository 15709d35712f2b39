import { type Component, components, daemons, environments, services, systemParts, teams } from './catalogue.ts'
import type { Chance } from './chance.ts'

/** What keeps all pods of a workload from running. */
export type Trouble = 'crash' | 'image' | 'unschedulable'

export interface PlannedWorkload {
  readonly name: string
  /** What it is a part of. */
  readonly service: string
  readonly component: Component
  /** Pods that count; those below come on top. Of a CronJob: its jobs, of one pod each. */
  readonly pods: number
  readonly trouble?: Trouble
  readonly canary?: boolean
  /** Pods that their nodes threw out, and pods that are told to end and take their time. */
  readonly evicted: number
  readonly ending: number
}

export interface PlannedNamespace {
  readonly name: string
  readonly team?: string
  readonly environment?: string
  readonly workloads: readonly PlannedWorkload[]
}

export interface ScenePlan {
  readonly nodes: number
  /** How many of the catalogue's daemons run, one pod a node each. */
  readonly daemons: number
  readonly namespaces: readonly PlannedNamespace[]
}

/** Room is left on every node: 110 pods fit. */
const podsPerNode = 90
const mostDaemonShare = 0.06
const mostWorkloads = components.length * services.length
/** Shares of pods in trouble, as large clusters have them on an ordinary day. */
const shares = { crash: 0.006, image: 0.004, unschedulable: 0.003, evicted: 0.004, ending: 0.002 }

/** Where a number of pods lives: namespaces of very unequal sizes, and what is in them. The pods planned are exactly as many as asked for. */
export function planScene(total: number, chance: Chance): ScenePlan {
  const nodes = Math.max(Math.min(3, total), Math.ceil(total / podsPerNode))
  const perNode = Math.min(daemons.length, Math.floor((total * mostDaemonShare) / nodes))
  const system = systemParts.filter(({ from }) => total >= from)
    .map(({ namespace, part, least, share }) => ({ namespace, workload: plain(part.name, part.name, part, Math.max(least, Math.round(total * share))) }))
  const rest = total - nodes * perNode - system.reduce((sum, { workload }) => sum + workload.pods, 0)
  const homes = new Map<string, PlannedWorkload[]>()
  for (const { namespace } of daemons.slice(0, perNode)) homes.set(namespace, [])
  for (const { namespace, workload } of system) homes.set(namespace, [...(homes.get(namespace) ?? []), workload])
  return {
    nodes, daemons: perNode,
    namespaces: [...[...homes].map(([name, workloads]) => ({ name, workloads })), ...planTroubles(planTeams(rest, chance), rest, chance)],
  }
}

function plain(name: string, service: string, component: Component, pods: number): PlannedWorkload {
  return { name, service, component, pods, evicted: 0, ending: 0 }
}

function planTeams(pods: number, chance: Chance): readonly PlannedNamespace[] {
  const count = Math.min(teams.length, Math.max(1, Math.round(0.5 * pods ** 0.36)))
  const sizes = apportion(pods, Array.from({ length: count }, (_, rank) => (0.7 + chance.draw() * 0.6) / (rank + 1) ** 0.9))
  return teams.slice(0, count).flatMap((team, rank) => {
    const inside = apportion(sizes[rank] ?? 0, environments.map(({ share }) => share * (0.6 + chance.draw() * 0.8)))
    return environments.flatMap(({ name: environment }, place) => {
      const size = inside[place] ?? 0
      return size === 0 ? [] : [{ name: `${team}-${environment}`, team, environment, workloads: planWorkloads(size, rank, chance) }]
    })
  })
}

function planWorkloads(pods: number, rank: number, chance: Chance): readonly PlannedWorkload[] {
  const count = Math.min(mostWorkloads, pods, Math.max(1, Math.round(1.4 * Math.sqrt(pods))))
  const parts = Array.from({ length: count }, (_, place) => {
    const component = components[place % components.length]!
    const service = services[(Math.floor(place / components.length) + rank) % services.length]!
    return { service, component, weight: component.weight * (0.03 + chance.draw() ** 3) }
  })
  const wanted = apportion(pods - count, parts.map(({ weight }) => weight)).map((more) => more + 1)
  const kept = wanted.map((size, place) => Math.min(size, mostPods(parts[place]!.component)))
  const over = pods - kept.reduce((sum, size) => sum + size, 0)
  const added = apportion(over, parts.map(({ component, weight }) => (component.kind === 'Deployment' ? weight : 0)))
  return parts.flatMap(({ service, component }, place) => {
    const name = `${service}-${component.name}`
    const size = (kept[place] ?? 0) + (added[place] ?? 0)
    const canaries = component.kind === 'Deployment' && size >= 20 && chance.draw() < 0.12 ? Math.ceil(size * 0.05) : 0
    const workload = plain(name, service, component, size - canaries)
    return canaries === 0 ? [workload] : [workload, { ...plain(`${name}-canary`, service, component, canaries), canary: true }]
  })
}

function mostPods({ kind }: Component): number {
  return kind === 'StatefulSet' ? 9 : kind === 'CronJob' ? 4 : Infinity
}

/** Hands the troubles out until their shares are reached. */
function planTroubles(namespaces: readonly PlannedNamespace[], pods: number, chance: Chance): readonly PlannedNamespace[] {
  const left = Object.fromEntries(Object.entries(shares).map(([trouble, share]) => [trouble, Math.round(pods * share)])) as Record<keyof typeof shares, number>
  const take = (kind: keyof typeof shares, most: number) => {
    const taken = Math.max(0, Math.min(left[kind], most))
    left[kind] -= taken
    return taken
  }
  const afflict = (workload: PlannedWorkload): PlannedWorkload => {
    if (workload.component.kind !== 'Deployment' || workload.canary === true) return workload
    const trouble = (['crash', 'image', 'unschedulable'] as const).toSorted((a, b) => left[b] - left[a])[0]!
    if (workload.pods <= left[trouble] && chance.draw() < 0.3) {
      take(trouble, workload.pods)
      return { ...workload, trouble }
    }
    const evicted = workload.pods < 4 ? 0 : take('evicted', Math.round(workload.pods * 0.04 * chance.draw() * 2))
    const ending = workload.pods < 4 || workload.component.grace === undefined ? 0 : take('ending', Math.ceil(workload.pods * 0.05))
    return { ...workload, pods: workload.pods - evicted - ending, evicted, ending }
  }
  return namespaces.map((namespace) => ({ ...namespace, workloads: namespace.workloads.map(afflict) }))
}

/** Whole numbers that add up to `total`, each as near to its weight's share as can be. With no weight at all the first gets it. */
function apportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (sum === 0 ? 0 : (total * weight) / sum))
  const whole = exact.map(Math.floor)
  const order = exact.map((value, place) => ({ place, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest)
  let left = total - whole.reduce((a, b) => a + b, 0)
  if (sum === 0) return weights.map((_, place) => (place === 0 ? total : 0))
  for (const { place } of order) {
    if (left === 0) break
    whole[place] = (whole[place] ?? 0) + 1
    left -= 1
  }
  return whole
}
