import type { StoredObject } from '../../shared/model/index.ts'
import type { Indexes, Key } from './types.ts'

/** Objects by resource, namespace and name, and by the indexes given. Every change costs the same however many there are. */
export interface Table {
  get(key: Key): StoredObject | undefined
  /** Undefined takes the object out. Returns what was there. */
  set(key: Key, object: StoredObject | undefined): StoredObject | undefined
  list(resource: string, namespace?: string): readonly StoredObject[]
  select(index: string, resource: string, value: string): readonly StoredObject[]
  all(): readonly { readonly key: Key; readonly object: StoredObject }[]
}

export function createTable(indexes: Indexes): Table {
  const rows = new Map<string, Map<string, Map<string, StoredObject>>>()
  const filed = new Map<string, Set<StoredObject>>()
  const indexers = Object.entries(indexes)

  function file(key: Key, object: StoredObject): void {
    for (const [index, valuesOf] of indexers) {
      for (const value of valuesOf(key, object)) {
        const drawer = drawerOf(index, key.resource, value)
        const found = filed.get(drawer)
        if (found === undefined) filed.set(drawer, new Set([object]))
        else found.add(object)
      }
    }
  }

  function unfile(key: Key, object: StoredObject): void {
    for (const [index, valuesOf] of indexers) {
      for (const value of valuesOf(key, object)) {
        const drawer = drawerOf(index, key.resource, value)
        const found = filed.get(drawer)
        found?.delete(object)
        if (found?.size === 0) filed.delete(drawer)
      }
    }
  }

  function namesOf({ resource, namespace }: Key): Map<string, StoredObject> {
    let namespaces = rows.get(resource)
    if (namespaces === undefined) rows.set(resource, (namespaces = new Map()))
    let names = namespaces.get(namespace)
    if (names === undefined) namespaces.set(namespace, (names = new Map()))
    return names
  }

  return {
    get: ({ resource, namespace, name }) => rows.get(resource)?.get(namespace)?.get(name),
    set: (key, object) => {
      const names = namesOf(key)
      const before = names.get(key.name)
      if (before !== undefined) unfile(key, before)
      if (object === undefined) {
        names.delete(key.name)
        if (names.size === 0) rows.get(key.resource)?.delete(key.namespace)
      } else {
        names.set(key.name, object)
        file(key, object)
      }
      return before
    },
    list: (resource, namespace) => {
      const namespaces = rows.get(resource)
      if (namespace !== undefined) return [...(namespaces?.get(namespace)?.values() ?? [])]
      return [...(namespaces?.values() ?? [])].flatMap((names) => [...names.values()])
    },
    select: (index, resource, value) => [...(filed.get(drawerOf(index, resource, value)) ?? [])],
    all: () =>
      [...rows].flatMap(([resource, namespaces]) =>
        [...namespaces].flatMap(([namespace, names]) => [...names].map(([name, object]) => ({ key: { resource, namespace, name }, object })))),
  }
}

function drawerOf(index: string, resource: string, value: string): string {
  return `${index} ${resource} ${value}`
}

/** One text a key, for maps. Names and namespaces hold no slash. */
export function keyText({ resource, namespace, name }: Key): string {
  return `${resource}/${namespace}/${name}`
}
