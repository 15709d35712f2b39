/**
 * The numbers of a batch, each kind in a column of its own. Words (strings that many objects share) are indices into the list of all
 * words sent so far; 0 is the empty word and stands for none. Columns of parts (labels, containers, ports) hold those of all objects
 * one after the other; the whole's column says how many are its own.
 */
export interface BatchColumns {
  /** Words. */
  readonly apiVersion: Int32Array
  readonly kind: Int32Array
  readonly namespace: Int32Array
  /** Bits: see OBJECT_FLAGS. */
  readonly flags: Uint8Array
  readonly created: Float64Array
  readonly labelCount: Int32Array
  /** Words in turn: key, value. */
  readonly labels: Int32Array
  /** Words in turn, for objects that have an owner: kind, name, uid. */
  readonly owners: Int32Array
  /** For objects that have a selector: a word that is its JSON. */
  readonly selects: Int32Array
  /** For pods: status and node (words), restarts, ready containers, number of containers. */
  readonly pods: Int32Array
  /** For pods: index into POD_STATES. */
  readonly states: Uint8Array
  /** Name, image and status (words), restarts, number of ports, 1 when ready. */
  readonly containers: Int32Array
  /** Name (word; 0 for none), protocol (word), port. */
  readonly ports: Int32Array
}

/** A ClusterBatch on its way to the window: a few typed arrays and two long strings instead of many objects. */
export interface PackedBatch {
  readonly revision: number
  /** Cluster clock when the batch was made, ms since 1970. */
  readonly now: number
  readonly reset: boolean
  /** More of the same whole follows at once: nothing is to be shown of it yet. */
  readonly more: boolean
  /** How the cluster was when it was last looked at: it is still being opened, and what has changed since follows. */
  readonly kept: boolean
  /** Words sent before mean nothing any more. */
  readonly forget: boolean
  /** JSON list of the words that are new, to be added to those known. */
  readonly words: string
  /** JSON list of what only one object says: uid and name of each, and a pod's IP; then the uids of those removed. */
  readonly texts: string
  readonly removed: number
  readonly columns: BatchColumns
}

export const OBJECT_FLAGS = { terminating: 1, owned: 2, selecting: 4, pod: 8 } as const

/** The uids of the objects that a batch brings. */
export function listUids({ texts, columns: { flags } }: PackedBatch): readonly string[] {
  const all = JSON.parse(texts) as string[]
  const uids: string[] = []
  let at = 0
  for (const bits of flags) {
    uids.push(all[at]!)
    at += (bits & OBJECT_FLAGS.pod) === 0 ? 2 : 3
  }
  return uids
}

/** Numbers in a row of a column that holds several to an object. */
export const ROW = { owner: 3, pod: 5, container: 6, port: 3 } as const
