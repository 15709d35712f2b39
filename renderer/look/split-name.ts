/** Ends of more characters are no ends of replicas. */
const LONGEST_END = 10

/** A name in two: its front, and its end from the last '-' on, which tells replicas apart ('' when there is none that is short). */
export function splitName(name: string): readonly [front: string, end: string] {
  const at = name.lastIndexOf('-')
  return at <= 0 || name.length - at > LONGEST_END + 1 ? [name, ''] : [name.slice(0, at), name.slice(at)]
}
