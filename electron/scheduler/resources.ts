import type { Node, Pod } from '../../shared/model/index.ts'
import { parseQuantity } from '../registry/index.ts'

/** How much of each resource: cores, bytes, `pods`, and whatever else a node may offer. */
export type Amount = Readonly<Record<string, number>>

type Container = NonNullable<Pod['spec']>['containers'][number]

const requests = new WeakMap<object, Amount>()
const offers = new WeakMap<object, Amount>()

/**
 * What a pod asks of its node: its containers and sidecars together, or its greediest init container with the sidecars before it if that is more,
 * and its overhead. Upstream's `PodRequests`.
 */
export function requestOf(pod: Pod): Amount {
  const { spec } = pod
  if (spec === undefined) return { pods: 1 }
  const known = requests.get(spec)
  if (known !== undefined) return known
  const amount = measure(spec)
  requests.set(spec, amount)
  return amount
}

function measure(spec: NonNullable<Pod['spec']>): Amount {
  let sidecars: Amount = {}
  let greediest: Amount = {}
  for (const init of spec.initContainers ?? []) {
    const own = readAmounts(init.resources?.requests)
    greediest = most(greediest, sum(sidecars, own))
    if (init.restartPolicy === 'Always') sidecars = sum(sidecars, own)
  }
  const together = spec.containers.reduce((all, container: Container) => sum(all, readAmounts(container.resources?.requests)), sidecars)
  return { ...sum(most(together, greediest), readAmounts(spec.overhead)), pods: 1 }
}

/** What a node has to give. */
export function allocatableOf(node: Node): Amount {
  const given = node.status?.allocatable
  if (given === undefined) return {}
  const known = offers.get(given)
  if (known !== undefined) return known
  const amount = readAmounts(given)
  offers.set(given, amount)
  return amount
}

function readAmounts(quantities: Readonly<Record<string, string>> = {}): Amount {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, parseQuantity(quantity)]))
}

export function sum(a: Amount, b: Amount): Amount {
  return combine(a, b, (left, right) => left + right)
}

function most(a: Amount, b: Amount): Amount {
  return combine(a, b, Math.max)
}

function combine(a: Amount, b: Amount, merge: (left: number, right: number) => number): Amount {
  const result: Record<string, number> = { ...a }
  for (const [name, value] of Object.entries(b)) result[name] = merge(result[name] ?? 0, value)
  return result
}

const none: readonly string[] = []

/** What of a request a node has not left, in upstream's words and order. */
export function findShortages(request: Amount, used: Amount, room: Amount): readonly string[] {
  const lacks = (name: string) => (request[name] ?? 0) > 0 && (used[name] ?? 0) + (request[name] ?? 0) > (room[name] ?? 0)
  let short = false
  for (const name in request) short ||= lacks(name)
  if (!short) return none
  const others = Object.keys(request).filter((name) => !['pods', 'cpu', 'memory', 'ephemeral-storage'].includes(name)).sort()
  return [
    ...(lacks('pods') ? ['Too many pods'] : []),
    ...['cpu', 'memory', 'ephemeral-storage', ...others].filter(lacks).map((name) => `Insufficient ${name}`),
  ]
}
