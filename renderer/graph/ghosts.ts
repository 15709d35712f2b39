import type { NamespaceEntry, PodTable } from '../state/index.ts'
import { cellRect, type Box } from './box.ts'
import type { Rect } from './cells.ts'
import type { Layout } from './layout.ts'
import { wholePopulation } from './population.ts'

/** An object that is not there yet. */
export interface Newcomer {
  readonly kind: string
  readonly name: string
  readonly namespace: string
}

/** Where newcomers would appear: a rectangle (units) for each, and the frames of the namespaces that they would make or move. */
export interface GhostPlan {
  readonly cards: readonly (Rect | null)[]
  readonly frames: readonly { readonly name: string; readonly rect: Box }[]
}

/** Lays the newcomers out exactly as the layout itself would if they came in this order. */
export function planGhosts(layout: Layout, pods: PodTable, namespaces: readonly NamespaceEntry[], newcomers: readonly Newcomer[]): GhostPlan {
  const now = wholePopulation(pods, namespaces)
  const index = new Map(namespaces.map((entry) => [entry.name, entry.index]))
  const drawn = new Map(now.namespaces.map(({ index: at, name }) => [at, { index: at, name }]))
  const indexOf = (name: string) => {
    const known = index.get(name) ?? index.size
    index.set(name, known)
    if (!drawn.has(known)) drawn.set(known, { index: known, name })
    return known
  }
  // A Namespace is drawn as a frame; anything else as a card in its namespace.
  const homes = newcomers.map((newcomer) => indexOf(newcomer.kind === 'Namespace' ? newcomer.name : newcomer.namespace))
  const isCard = (which: number) => newcomers[which]!.kind !== 'Namespace'
  const slots = newcomers.map((_, which) => pods.capacity + which)
  const after = layout.copy()
  after.follow({
    capacity: pods.capacity + newcomers.length,
    namespaceOf: (slot) => (slot < pods.capacity ? now.namespaceOf(slot) : isCard(slot - pods.capacity) ? homes[slot - pods.capacity]! : -1),
    namespaces: [...drawn.values()].sort((a, b) => a.index - b.index),
  }, slots)
  return {
    cards: slots.map((slot) => {
      const place = after.placeOf(slot)
      return place === undefined ? null : cellRect(place.box, place.cell)
    }),
    frames: [...after.boxes.values()].flatMap((box) => {
      const before = layout.boxes.get(box.namespace)
      const same = before !== undefined && before.x === box.x && before.y === box.y && before.width === box.width && before.height === box.height
      return same ? [] : [{ name: drawn.get(box.namespace)!.name, rect: box }]
    }),
  }
}
