import type { StoredObject } from '../../shared/model/index.ts'
import type { Indexes, Key } from './types.ts'

/** Objects by resource, namespace and name, and by the indexes given. Every change costs the same however many there are. */
export interface Table {
  get(key: Key): StoredObject | undefined
  /** Undefined takes the object out. Returns what was there. */
  set(key: Key, object: StoredObject | undefined): StoredObject | undefined
  list(resource: string, namespace?: string): readonly StoredObject[]
  select(index: string, resource: string, value: string): readonly StoredObject[]
  count(index: string, resource: string, value: string): number
  all(): readonly { readonly key: Key; readonly object: StoredObject }[]
}

/** Where an object lies: it stays while the object changes, so that only what is filed otherwise than before is filed again. */
interface Row {
  object: StoredObject
}

export function createTable(indexes: Indexes): Table {
  const rows = new Map<string, Map<string, Map<string, Row>>>()
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

  function namesOf({ resource, namespace }: Key): Map<string, Row> {
    let namespaces = rows.get(resource)
    if (namespaces === undefined) rows.set(resource, (namespaces = new Map()))
    let names = namespaces.get(namespace)
    if (names === undefined) namespaces.set(namespace, (names = new Map()))
    return names
  }

  return {
    get: ({ resource, namespace, name }) => rows.get(resource)?.get(namespace)?.get(name)?.object,
    set: (key, object) => {
      const names = namesOf(key)
      const known = names.get(key.name)
      const before = known?.object
      if (object === undefined) {
        names.delete(key.name)
        if (names.size === 0) rows.get(key.resource)?.delete(key.namespace)
        if (known !== undefined) refile(key, known, before, undefined)
        return before
      }
      const row = known ?? { object }
      if (known === undefined) names.set(key.name, row)
      row.object = object
      refile(key, row, before, object)
      return before
    },
    list: (resource, namespace) => {
      const objects: StoredObject[] = []
      const namespaces = rows.get(resource)
      if (namespace === undefined) for (const names of namespaces?.values() ?? []) for (const row of names.values()) objects.push(row.object)
      else for (const row of namespaces?.get(namespace)?.values() ?? []) objects.push(row.object)
      return objects
    },
    select: (index, resource, value) => Array.from(cabinetOf.get(index)?.drawers.get(resource)?.get(value) ?? [], (row) => row.object),
    count: (index, resource, value) => cabinetOf.get(index)?.drawers.get(resource)?.get(value)?.size ?? 0,
    all: () =>
      [...rows].flatMap(([resource, namespaces]) =>
        [...namespaces].flatMap(([namespace, names]) => [...names].map(([name, { object }]) => ({ key: { resource, namespace, name }, object })))),
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
