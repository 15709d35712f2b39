export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

export interface SourceEntry {
  readonly key: string
  readonly keyStart: number
  readonly node: SourceNode
}

/** A value together with where it stands: offsets into the text it was read from. */
export interface SourceNode {
  readonly start: number
  readonly end: number
  readonly value: Value
  /** Nesting below and including this node: 0 for scalars. */
  readonly height: number
  /** Nodes and characters of strings, as if every alias were written out. */
  readonly weight: number
  /** On mappings only. */
  readonly entries?: ReadonlyMap<string, SourceEntry>
  /** On sequences only. */
  readonly items?: readonly SourceNode[]
}

/** What is wrong, and the offset in the text where. */
export interface PlacedMessage {
  readonly message: string
  readonly offset: number
}

/** No manifest that means something nests deeper, and deeper ones exhaust the stack of those who walk them. */
export const deepest = 256

export function buildScalar(value: string | number | boolean | null, start: number, end: number): SourceNode {
  return { start, end, value, height: 0, weight: typeof value === 'string' ? 1 + value.length : 1 }
}

export function buildSequence(items: readonly SourceNode[], start: number, end: number): SourceNode {
  let height = 0
  let weight = 1
  for (const item of items) {
    if (item.height > height) height = item.height
    weight += item.weight
  }
  return { start, end, value: items.map((item) => item.value), height: height + 1, weight, items }
}

export function buildMapping(entries: ReadonlyMap<string, SourceEntry>, start: number, end: number): SourceNode {
  const value: Record<string, Value> = {}
  let height = 0
  let weight = 1
  for (const { key, node } of entries.values()) {
    if (key === '__proto__') Object.defineProperty(value, key, { value: node.value, enumerable: true, writable: true, configurable: true })
    else value[key] = node.value
    if (node.height > height) height = node.height
    weight += 1 + key.length + node.weight
  }
  return { start, end, value, height: height + 1, weight, entries }
}

/** The node under `key`, when `node` is a mapping that has it. */
export function childOf(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.entries?.get(key)?.node
}
