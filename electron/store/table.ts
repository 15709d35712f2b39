import type { StoredObject } from '../../shared/model/index.ts'
import type { Index, Indexes, Key } from './types.ts'

/** Objects by resource, namespace and name, and by the indexes given. Every change costs the same however many there are. */
export interface Table {
  get(key: Key): StoredObject | undefined
  /** Undefined takes the object out. Returns what was there. */
  set(key: Key, object: StoredObject | undefined): StoredObject | undefined
  /** Sorted by namespace and name; the same array for as long as nothing of it changes. */
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
  /** Their objects; made anew when one has changed since. */
  objects: readonly StoredObject[] | undefined
}

/** What there is of a resource, by namespace. */
interface Shelves {
  readonly byNamespace: Map<string, Shelf>
  /** Those of the indexes that are for the resource, by name. */
  readonly cabinets: ReadonlyMap<string, Cabinet>
  /** The objects of all namespaces, in order; made anew when one has changed since. */
  objects: readonly StoredObject[] | undefined
}

/** What an index has filed of a resource. */
interface Cabinet {
  readonly index: Index
  readonly drawers: Map<string, Set<Row>>
}

export function createTable(indexes: Indexes): Table {
  const resources = new Map<string, Shelves>()

  function refile({ cabinets }: Shelves, row: Row, before: StoredObject | undefined, after: StoredObject | undefined): void {
    for (const { index, drawers } of cabinets.values()) {
      if (before !== undefined && after !== undefined && index.isSame(before, after)) continue
      const old = before === undefined ? nowhere : index.valuesOf(before)
      const now = after === undefined ? nowhere : index.valuesOf(after)
      if (sameValues(old, now)) continue
      for (const value of old) takeOut(drawers, value, row)
      for (const value of now) putIn(drawers, value, row)
    }
  }

  function shelvesOf(resource: string): Shelves {
    let shelves = resources.get(resource)
    if (shelves === undefined) resources.set(resource, (shelves = { byNamespace: new Map(), cabinets: cabinetsFor(resource, indexes), objects: undefined }))
    return shelves
  }

  function set(key: Key, object: StoredObject | undefined): StoredObject | undefined {
    const { name, namespace } = key
    const shelves = shelvesOf(key.resource)
    const shelf = shelves.byNamespace.get(namespace) ?? { rows: new Map<string, Row>(), sorted: undefined, objects: undefined }
    const known = shelf.rows.get(name)
    const before = known?.object
    shelves.objects = undefined
    shelf.objects = undefined
    if (object === undefined) {
      if (known === undefined) return undefined
      shelf.rows.delete(name)
      shelf.sorted = undefined
      if (shelf.rows.size === 0) shelves.byNamespace.delete(namespace)
      refile(shelves, known, before, undefined)
      return before
    }
    const row = known ?? { object }
    if (known === undefined) {
      if (shelf.rows.size === 0) shelves.byNamespace.set(namespace, shelf)
      shelf.rows.set(name, row)
      shelf.sorted = undefined
    }
    row.object = object
    refile(shelves, row, before, object)
    return before
  }

  function list(resource: string, namespace?: string): readonly StoredObject[] {
    const shelves = resources.get(resource)
    if (shelves === undefined) return empty
    if (namespace !== undefined) return listShelf(shelves.byNamespace.get(namespace))
    shelves.objects ??= listAll(shelves)
    return shelves.objects
  }

  function drawerOf(index: string, resource: string, value: string): ReadonlySet<Row> | undefined {
    return resources.get(resource)?.cabinets.get(index)?.drawers.get(value)
  }

  return {
    get: ({ resource, namespace, name }) => resources.get(resource)?.byNamespace.get(namespace)?.rows.get(name)?.object,
    set,
    list,
    select: (index, resource, value) => Array.from(drawerOf(index, resource, value) ?? [], (row) => row.object),
    count: (index, resource, value) => drawerOf(index, resource, value)?.size ?? 0,
    all: () =>
      [...resources].flatMap(([resource, { byNamespace }]) =>
        [...byNamespace].flatMap(([namespace, { rows }]) => [...rows].map(([name, { object }]) => ({ key: { resource, namespace, name }, object })))),
  }
}

const empty: readonly StoredObject[] = []

function listShelf(shelf: Shelf | undefined): readonly StoredObject[] {
  if (shelf === undefined) return empty
  shelf.sorted ??= [...shelf.rows.values()].sort((a, b) => compareText(a.object.metadata.name, b.object.metadata.name))
  shelf.objects ??= shelf.sorted.map((row) => row.object)
  return shelf.objects
}

function listAll({ byNamespace }: Shelves): readonly StoredObject[] {
  const [first] = byNamespace.values()
  if (byNamespace.size <= 1) return listShelf(first)
  const objects: StoredObject[] = []
  for (const [, shelf] of [...byNamespace].sort(([a], [b]) => compareText(a, b))) for (const object of listShelf(shelf)) objects.push(object)
  return objects
}

const nowhere: readonly string[] = []

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false
  return true
}

function cabinetsFor(resource: string, indexes: Indexes): ReadonlyMap<string, Cabinet> {
  return new Map(Object.entries(indexes).filter(([, index]) => index.isFor(resource)).map(([name, index]) => [name, { index, drawers: new Map() }]))
}

function takeOut(drawers: Map<string, Set<Row>>, value: string, row: Row): void {
  const drawer = drawers.get(value)
  drawer?.delete(row)
  if (drawer?.size === 0) drawers.delete(value)
}

function putIn(drawers: Map<string, Set<Row>>, value: string, row: Row): void {
  const drawer = drawers.get(value)
  if (drawer === undefined) drawers.set(value, new Set([row]))
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
