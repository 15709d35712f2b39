import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { ClusterState, Matches, NamespaceEntry, Replica } from '../state/index.ts'
import { isOpen, type Folds } from './fold-store.ts'

/** Where a row stands in the tree. `parent` is the index of its parent's row, or -1. */
interface Place {
  readonly id: string
  readonly level: number
  readonly position: number
  readonly setSize: number
  readonly parent: number
}

export type OutlineRow =
  | Place & { readonly type: 'namespace'; readonly entry: NamespaceEntry; readonly open: boolean }
  | Place & { readonly type: 'group'; readonly kind: string; readonly count: number; readonly open: boolean }
  /** The object is as it was when the rows were made; the replica knows it as it is. */
  | Place & { readonly type: 'object'; readonly object: ObjectSummary }

/** Which pods are listed: every one, those that match, or those that match and nothing that holds none of them. */
export type Listed = { readonly pods: 'all' } | { readonly pods: 'matching'; readonly matches: Matches; readonly isolated: boolean }

export const namespaceId = (name: string): string => `namespace/${name}`
export const groupId = (namespace: string, kind: string): string => `group/${namespace}/${kind}`

const isSystem = (name: string): boolean => name.startsWith('kube-')

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byName = (a: { readonly name: string }, b: { readonly name: string }): number => byText(a.name, b.name)
const systemLast = (a: NamespaceEntry, b: NamespaceEntry): number => Number(isSystem(a.name)) - Number(isSystem(b.name)) || byName(a, b)

const NOT_GROUPED = new Set(['Namespace', 'Pod', 'Event'])

/** Everything but pods, by namespace ('' for what has none), then by kind. */
function groupOthers(replica: Replica): ReadonlyMap<string, ReadonlyMap<string, ObjectSummary[]>> {
  const groups = new Map<string, Map<string, ObjectSummary[]>>()
  for (const object of replica.others.values()) {
    if (NOT_GROUPED.has(object.kind)) continue
    const kinds = groups.get(object.namespace) ?? new Map<string, ObjectSummary[]>()
    groups.set(object.namespace, kinds)
    const objects = kinds.get(object.kind)
    if (objects === undefined) kinds.set(object.kind, [object])
    else objects.push(object)
  }
  return groups
}

interface Order { readonly turnover: number; readonly slots: number[] }
const keptOrders = new WeakMap<Replica, Map<number, Order>>()

/** The slots of a namespace's pods in the order of their names, for the namespaces that `wanted` names by index. Kept until pods come or go. */
function orderPods(replica: Replica, wanted: Iterable<number>): ReadonlyMap<number, Order> {
  const { pods } = replica
  const kept = keptOrders.get(replica) ?? new Map<number, Order>()
  keptOrders.set(replica, kept)
  const stale = new Map<number, Order>()
  for (const index of wanted) {
    const turnover = replica.turnoverOf(index)
    if (kept.get(index)?.turnover !== turnover) stale.set(index, { turnover, slots: [] })
  }
  if (stale.size === 0) return kept
  for (let slot = 0; slot < pods.capacity; slot++) if (pods.alive[slot] === 1) stale.get(pods.namespace[slot]!)?.slots.push(slot)
  for (const [index, order] of stale) {
    order.slots.sort((a, b) => byText(pods.at(a)!.name, pods.at(b)!.name))
    kept.set(index, order)
  }
  return kept
}

/** The rows of the outline from top to bottom: namespaces with their pods and other kinds in them, then what has no namespace. */
export function buildOutlineRows({ replica }: Pick<ClusterState, 'replica'>, folds: Folds, listed: Listed): readonly OutlineRow[] {
  const isolated = listed.pods === 'matching' && listed.isolated
  const shown = replica.namespaces
    .filter((entry) => (entry.object !== undefined || entry.pods > 0) && (!isolated || replica.labels.countIn(listed.matches.words, entry.name) > 0))
    .sort(systemLast)
  const open = new Set(shown.filter((entry) => isOpen(folds, namespaceId(entry.name), !isSystem(entry.name))).map((entry) => entry.index))
  const orders = orderPods(replica, open)
  const isListed = (slot: number) => listed.pods === 'all' || listed.matches.bySlot[slot] === 1
  const groups = isolated ? new Map<string, ReadonlyMap<string, ObjectSummary[]>>() : groupOthers(replica)
  const clusterKinds = groups.get('') ?? new Map<string, ObjectSummary[]>()

  const rows: OutlineRow[] = []
  const addObjects = (objects: readonly ObjectSummary[], place: Omit<Place, 'id' | 'position'>) => {
    objects.forEach((object, at) => rows.push({ ...place, id: object.uid, position: at + 1, type: 'object', object }))
  }
  const addGroups = (namespace: string, kinds: ReadonlyMap<string, ObjectSummary[]>, place: Omit<Place, 'id' | 'position'>, before: number) => {
    const sorted = [...kinds].sort(([a], [b]) => byText(a, b))
    sorted.forEach(([kind, objects], at) => {
      const id = groupId(namespace, kind)
      const unfolded = isOpen(folds, id, false)
      const parent = rows.push({ ...place, id, position: before + at + 1, type: 'group', kind, count: objects.length, open: unfolded }) - 1
      if (unfolded) addObjects(objects.sort(byName), { level: place.level + 1, setSize: objects.length, parent })
    })
  }

  const roots = shown.length + clusterKinds.size
  shown.forEach((entry, at) => {
    const unfolded = open.has(entry.index)
    const parent = rows.push({ id: namespaceId(entry.name), level: 1, position: at + 1, setSize: roots, parent: -1, type: 'namespace', entry, open: unfolded }) - 1
    if (!unfolded) return
    const own = (orders.get(entry.index)?.slots ?? []).filter(isListed).map((slot) => replica.pods.at(slot)!)
    const kinds = groups.get(entry.name) ?? new Map<string, ObjectSummary[]>()
    const place = { level: 2, setSize: own.length + kinds.size, parent }
    addObjects(own, place)
    addGroups(entry.name, kinds, place, own.length)
  })
  addGroups('', clusterKinds, { level: 1, setSize: roots, parent: -1 }, shown.length)
  return rows
}

/** The uid of the object a row stands for; null for groups and for namespaces that are only known by name. */
export function uidOf(row: OutlineRow): string | null {
  if (row.type === 'object') return row.object.uid
  return row.type === 'namespace' ? (row.entry.object?.uid ?? null) : null
}

/** The plural of a kind, as Kubernetes' own documents write it: `Deployments`, `Ingresses`, `NetworkPolicies`, `Endpoints`. */
export function pluralKind(kind: string): string {
  if (kind.endsWith('ss')) return `${kind}es`
  if (kind.endsWith('s')) return kind
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`
}

/** What is written in a row: an object's name, or a kind's plural. */
export function nameOf(row: OutlineRow): string {
  if (row.type === 'object') return row.object.name
  return row.type === 'namespace' ? row.entry.name : pluralKind(row.kind)
}
