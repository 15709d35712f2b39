import type { StringMap } from '../model/index.ts'

/** The labels in use, each with the number of objects that carry it. */
export interface Vocabulary {
  keys(): Iterable<readonly [key: string, count: number]>
  /** The values of one key; none for a key not in use. */
  values(key: string): Iterable<readonly [value: string, count: number]>
}

/** Counts the labels of many objects. */
export function gatherVocabulary(objects: Iterable<StringMap>): Vocabulary {
  const index = new Map<string, { count: number; readonly values: Map<string, number> }>()
  for (const labels of objects) {
    for (const [key, value] of Object.entries(labels)) {
      let entry = index.get(key)
      if (entry === undefined) index.set(key, (entry = { count: 0, values: new Map() }))
      entry.count++
      entry.values.set(value, (entry.values.get(value) ?? 0) + 1)
    }
  }
  return {
    keys: () => [...index].map(([key, { count }]) => [key, count] as const),
    values: (key) => index.get(key)?.values ?? [],
  }
}
