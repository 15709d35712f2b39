/** The labels in use, each with the number of objects that carry it. */
export interface Vocabulary {
  keys(): Iterable<readonly [key: string, count: number]>
  /** The values of one key; none for a key not in use. */
  values(key: string): Iterable<readonly [value: string, count: number]>
}
