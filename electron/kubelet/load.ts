import type { Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import type { Random } from '../cluster/index.ts'
import { parseQuantity, readSelectorMap } from '../registry/index.ts'
import { splitImage } from './image-reference.ts'

type Container = NonNullable<Pod['spec']>['containers'][number]
type StoredPod = StoredObject<Pod>

/** What a container uses: cores and bytes. */
export interface Usage {
  readonly cpu: number
  readonly memory: number
}

/** What of the cluster the load of its pods depends on. */
export interface LoadView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly random: Random
  /** Running pods; of one namespace when only its pods are measured. */
  readonly pods: readonly StoredPod[]
  readonly services: readonly StoredObject<Service>[]
}

/** On a pod: the cores that each of its containers uses, whatever its image would. */
const loadAnnotation = 'podscape.dev/cpu'

/** Cores and bytes at rest, by repository. */
const atRest: Readonly<Record<string, Usage>> = {
  'library/nginx': { cpu: 0.001, memory: 8e6 }, 'library/httpd': { cpu: 0.001, memory: 12e6 }, 'library/redis': { cpu: 0.002, memory: 10e6 },
  'library/mysql': { cpu: 0.008, memory: 450e6 }, 'library/mariadb': { cpu: 0.004, memory: 90e6 }, 'library/postgres': { cpu: 0.003, memory: 45e6 },
  'library/mongo': { cpu: 0.006, memory: 160e6 }, 'library/rabbitmq': { cpu: 0.01, memory: 140e6 }, 'luksa/kubia': { cpu: 0.001, memory: 25e6 },
  'hpa-example': { cpu: 0.001, memory: 12e6 }, 'library/busybox': { cpu: 0, memory: 0.5e6 }, 'library/alpine': { cpu: 0, memory: 0.6e6 },
}
const otherwise: Usage = { cpu: 0.002, memory: 20e6 }

/** Cores that one client in a loop without pause keeps busy on the other side, and in itself. */
const demand = { server: 0.6, client: 0.03 }
const mebibyte = 2 ** 20

/**
 * Measures the load of running pods: gives what each container of a pod uses now, by name. A pure function of the view: an image's use at rest, which breathes
 * a little with the clock; the share of the work that clients (`while ...; do wget http://service; done`) give to the Services in front of the pod; never more
 * than the limits. In steps of 15 s, as metrics are.
 */
export function measureLoad(view: LoadView): (pod: StoredPod) => ReadonlyMap<string, Usage> {
  const demands = findDemands(view)
  return (pod) => {
    const containers = pod.spec?.containers ?? []
    const mine = isReady(pod) ? demands.filter((one) => one.namespace === pod.metadata.namespace && matches(one.selector, pod.metadata.labels ?? {})) : []
    const asked = mine.reduce((sum, one) => sum + one.cores, 0) / Math.max(1, containers.length)
    return new Map(containers.map((container) => [container.name, measureContainer(pod, container, asked, view)]))
  }
}

function measureContainer(pod: StoredPod, container: Container, asked: number, { now, random }: LoadView): Usage {
  const { repository } = splitImage(container.image ?? '')
  const base = atRest[repository] ?? otherwise
  const step = Math.floor(now / 15_000)
  const breath = 0.9 + (random.draw('load', pod.metadata.uid, container.name, step) / 2 ** 32) * 0.2
  const fixed = pod.metadata.annotations?.[loadAnnotation]
  const stress = stressOf(container)
  const work = fixed === undefined ? base.cpu + asked + stress.cpu + (targetOf(container) === undefined ? 0 : demand.client) : parseQuantity(fixed)
  const { cpu, memory } = container.resources?.limits ?? {}
  return {
    cpu: Math.min(round(work * breath, 1e-9), cpu === undefined ? Infinity : parseQuantity(cpu)),
    memory: Math.min(round((base.memory + asked * 4 * mebibyte) * (0.98 + breath * 0.02), 4096) + stress.memory, memory === undefined ? Infinity : parseQuantity(memory)),
  }
}

function round(value: number, to: number): number {
  return Number.isNaN(value) ? 0 : Math.round(value / to) * to
}

/** Cores and bytes that a `stress` or `stress-ng` command asks for. */
export function stressOf(container: Container): Usage {
  const words = [...(container.command ?? []), ...(container.args ?? [])].flatMap((word) => word.split(/\s+/))
  const isStress = /(?:^|\/)stress(?:-ng)?$/.test(words[0] ?? '') || /stress/.test(container.image ?? '')
  if (!isStress) return { cpu: 0, memory: 0 }
  const valueOf = (...flags: readonly string[]) => {
    const index = words.findIndex((word) => flags.includes(word))
    return index === -1 ? undefined : words[index + 1]
  }
  const workers = Number(valueOf('--vm', '-m') ?? 0) || (valueOf('--vm-bytes') === undefined ? 0 : 1)
  const bytes = parseQuantity((valueOf('--vm-bytes', '-mem-total') ?? '256M').replace(/[bB]$/, '').replace(/^(\d+)([KMGkmg])$/, (_all, count: string, unit: string) => `${count}${unit.toUpperCase()}i`))
  const total = valueOf('-mem-total')
  return { cpu: Number(valueOf('--cpu', '-c', '-cpus') ?? 0), memory: (total === undefined ? workers : 1) * (Number.isNaN(bytes) ? 0 : bytes) }
}

/** The host that a container asks over and over without much of a pause, if it does. */
function targetOf(container: Container): string | undefined {
  const script = [...(container.command ?? []), ...(container.args ?? [])].join(' ').slice(0, longestScript)
  if (!/\b(?:while|for|until)\b/.test(script)) return undefined
  const pause = /\bsleep\s+([\d.]+)/.exec(script)?.[1]
  if (pause !== undefined && Number(pause) >= 1) return undefined
  const words = script.split(/[;&|>\n]/).map((command) => command.trim().split(/\s+/)).find((parts) => parts.includes('wget') || parts.includes('curl'))
  const address = words?.findLast((word) => !word.startsWith('-') && /^[a-z0-9]/.test(word))
  return address?.replace(/^https?:\/\//, '').split(/[:/]/)[0]
}

/** Whoever writes more than this is no client of the kind that is meant. */
const longestScript = 4_096

/** Work that a Service hands to each of the pods behind it. */
interface Demand {
  readonly namespace: string
  readonly selector: Selector
  readonly cores: number
}

/** What clients ask of the Services, shared out among the ready pods behind each. */
function findDemands({ pods, services }: LoadView): readonly Demand[] {
  const clients = pods.flatMap((pod) => (pod.spec?.containers ?? []).flatMap((container) => {
    const host = targetOf(container)
    return host === undefined ? [] : [{ host, namespace: pod.metadata.namespace ?? '' }]
  }))
  if (clients.length === 0) return []
  return services.flatMap(({ metadata, spec }) => {
    const { name, namespace = '' } = metadata
    const asking = clients.filter((client) => (client.host === name && client.namespace === namespace) || client.host === `${name}.${namespace}` || client.host.startsWith(`${name}.${namespace}.`)).length
    if (asking === 0 || spec?.selector === undefined) return []
    const selector = readSelectorMap(spec.selector)
    const behind = pods.filter((pod) => pod.metadata.namespace === namespace && isReady(pod) && matches(selector, pod.metadata.labels ?? {})).length
    return behind === 0 ? [] : [{ namespace, selector, cores: (asking * demand.server) / behind }]
  })
}

function isReady(pod: StoredPod): boolean {
  return pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true
}
