import type { StoredObject } from '../../shared/model/index.ts'
import type { Indexes, Key } from './types.ts'

/** Objects by resource, namespace and name, and by the indexes given. Every change costs the same however many there are. */
export interface Table {
  get(key: Key): StoredObject | undefined
  /** Undefined takes the object out. Returns what was there. */
  set(key: Key, object: StoredObject | undefined): StoredObject | undefined
  /** Sorted by namespace and name. */
  list(resource: string, namespace?: string): readonly StoredObject[]
  select(index: string, resource: string, value: string): readonly StoredObject[]
  count(index: string, resource: string, value: string): number
  all(): readonly { readonly key: Key; readonly object: StoredObject }[]
}

/** Where an object lies: it stays while the object changes, so that only what is filed otherwise than before is filed again. */
interface Row {
  object: StoredObject
}

/** What a namespace has of a resource. */
interface Shelf {
  readonly rows: Map<string, Row>
  /** The rows by name, in order; made anew when one has come or gone since. */
  sorted: readonly Row[] | undefined
}

export function createTable(indexes: Indexes): Table {
  const resources = new Map<string, Map<string, Shelf>>()
  const cabinets = Object.values(indexes).map((valuesOf) => ({ valuesOf, drawers: new Map<string, Map<string, Set<Row>>>() }))
  const cabinetOf = new Map(Object.keys(indexes).map((index, place) => [index, cabinets[place]]))

  function refile(key: Key, row: Row, before: StoredObject | undefined, after: StoredObject | undefined): void {
    for (const { valuesOf, drawers } of cabinets) {
      const old = before === undefined ? nowhere : valuesOf(key, before)
      const now = after === undefined ? nowhere : valuesOf(key, after)
      if (sameValues(old, now)) continue
      for (const value of old) takeOut(drawers.get(key.resource), value, row)
      for (const value of now) putIn(drawers, key.resource, value, row)
    }
  }

  function shelfOf({ resource, namespace }: Key): Shelf {
    let shelves = resources.get(resource)
    if (shelves === undefined) resources.set(resource, (shelves = new Map()))
    let shelf = shelves.get(namespace)
    if (shelf === undefined) shelves.set(namespace, (shelf = { rows: new Map(), sorted: undefined }))
    return shelf
  }

  function shelvesOf(resource: string, namespace: string | undefined): readonly Shelf[] {
    const shelves = resources.get(resource)
    if (namespace !== undefined) {
      const shelf = shelves?.get(namespace)
      return shelf === undefined ? [] : [shelf]
    }
    return [...(shelves ?? [])].sort(([a], [b]) => compareText(a, b)).map(([, shelf]) => shelf)
  }

  return {
    get: ({ resource, namespace, name }) => resources.get(resource)?.get(namespace)?.rows.get(name)?.object,
    set: (key, object) => {
      const shelf = shelfOf(key)
      const known = shelf.rows.get(key.name)
      const before = known?.object
      if (object === undefined) {
        shelf.rows.delete(key.name)
        shelf.sorted = undefined
        if (shelf.rows.size === 0) resources.get(key.resource)?.delete(key.namespace)
        if (known !== undefined) refile(key, known, before, undefined)
        return before
      }
      const row = known ?? { object }
      if (known === undefined) {
        shelf.rows.set(key.name, row)
        shelf.sorted = undefined
      }
      row.object = object
      refile(key, row, before, object)
      return before
    },
    list: (resource, namespace) => {
      const objects: StoredObject[] = []
      for (const shelf of shelvesOf(resource, namespace)) {
        shelf.sorted ??= [...shelf.rows.values()].sort((a, b) => compareText(a.object.metadata.name, b.object.metadata.name))
        for (const row of shelf.sorted) objects.push(row.object)
      }
      return objects
    },
    select: (index, resource, value) => Array.from(cabinetOf.get(index)?.drawers.get(resource)?.get(value) ?? [], (row) => row.object),
    count: (index, resource, value) => cabinetOf.get(index)?.drawers.get(resource)?.get(value)?.size ?? 0,
    all: () =>
      [...resources].flatMap(([resource, shelves]) =>
        [...shelves].flatMap(([namespace, { rows }]) => [...rows].map(([name, { object }]) => ({ key: { resource, namespace, name }, object })))),
  }
}

const nowhere: readonly string[] = []

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false
  return true
}

function takeOut(drawers: Map<string, Set<Row>> | undefined, value: string, row: Row): void {
  const drawer = drawers?.get(value)
  drawer?.delete(row)
  if (drawer?.size === 0) drawers?.delete(value)
}

function putIn(drawers: Map<string, Map<string, Set<Row>>>, resource: string, value: string, row: Row): void {
  let ofResource = drawers.get(resource)
  if (ofResource === undefined) drawers.set(resource, (ofResource = new Map()))
  const drawer = ofResource.get(value)
  if (drawer === undefined) ofResource.set(value, new Set([row]))
  else drawer.add(row)
}

/** One text a key, for maps. Names and namespaces hold no slash. */
export function keyText({ resource, namespace, name }: Key): string {
  return `${resource}/${namespace}/${name}`
}

/** The order of lists: by namespace, then by name. */
export function byName(a: StoredObject, b: StoredObject): number {
  return compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compareText(a.metadata.name, b.metadata.name)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
