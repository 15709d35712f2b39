import { checkObject, goType } from './check-object.ts'
import { indexLines, type LineIndex } from './line-index.ts'
import { mendTabs } from './mend-tabs.ts'
import { readJson, type ReadText } from './read-json.ts'
import { readPlainYaml } from './read-plain-yaml.ts'
import { readYaml } from './read-yaml.ts'
import { buildMapping, buildScalar, childOf, type PlacedMessage, type SourceEntry, type SourceNode, type Value } from './source-node.ts'
import { tabMessage } from './yaml-errors.ts'

/** An error of a chunk: lines and columns count from 1 in the chunk. */
export interface ChunkError {
  readonly message: string
  readonly line: number
  readonly column: number
  readonly lineText: string
  readonly fix?: { readonly kind: 'tabs-to-spaces'; readonly text: string }
}

/** A document found in a chunk. `line` is where its text begins, from 1 in the chunk. */
export interface ChunkDocument {
  readonly line: number
  /** Absent when it is the whole chunk. */
  readonly text?: string
  readonly cut?: { readonly first: number; readonly rest: number }
  readonly object?: Value
  readonly errors: readonly ChunkError[]
  readonly warnings: readonly { readonly message: string; readonly line: number }[]
}

/** kubectl takes a text for JSON when its first character is a brace. */
export function readTree(text: string): ReadText {
  return /^\s*\{/.test(text) ? readJson(text) : (readPlainYaml(text) ?? readYaml(text))
}

const whole = { line: 1, cut: { first: 0, rest: 0 } } as const

/** Reads the text between two document lines: usually one document, several for a List or for JSON values in a row, none for comments. */
export function readChunk(text: string): readonly ChunkDocument[] {
  const lines = indexLines(text)
  const forbidden = findForbidden(text)
  if (forbidden.length > 0) return [{ ...whole, errors: placeErrors(forbidden, lines), warnings: [] }]
  const read = readTree(text)
  const mended = read.errors.length > 0 && read.roots.length === 0 ? mendIndent(text, read, lines) : undefined
  if (mended !== undefined) return [{ ...whole, errors: mended, warnings: [] }]
  // One faulty JSON value leaves no telling where the next begins, and a duplicate key no telling what is meant.
  if (read.errors.length > 0) return [{ ...whole, errors: placeErrors(read.errors, lines), warnings: [] }]
  const roots = read.roots.filter((root) => root.value !== null)
  return roots.flatMap((root) => readRoot(root, { text, lines, read, alone: roots.length === 1, verbatim: !read.usesAliases }))
}

interface Surroundings {
  readonly text: string
  readonly lines: LineIndex
  readonly read: ReadText
  /** The node is all there is in the chunk. */
  readonly alone: boolean
  /** What the node says is all in its own text: no alias points out of it, no kind was inferred. */
  readonly verbatim: boolean
}

function readRoot(root: SourceNode, around: Surroundings): readonly ChunkDocument[] {
  const items = childOf(root, 'items')
  const kind = childOf(root, 'kind')?.value
  if (typeof kind !== 'string' || kind === '' || (items === undefined && kind !== 'List')) return [describeNode(root, around, checkObject(root))]
  if (items === undefined || items.value === null) return []
  if (items.items === undefined) {
    return [describeNode(root, around, [{ message: `json: cannot unmarshal ${goType(items.value)} into Go struct field decodeList.items of type []json.RawMessage`, offset: items.start }])]
  }
  return items.items.flatMap((item) => {
    const complete = inferKind(item, root, kind)
    if (item.entries !== undefined) return readRoot(complete, { ...around, alone: false, verbatim: around.verbatim && complete === item })
    return [describeNode(item, { ...around, alone: false }, [{ message: `json: cannot unmarshal ${goType(item.value)} into Go value of type map[string]interface {}`, offset: item.start }])]
  })
}

/** Items of a `PodList` may leave out both apiVersion and kind; the list says them. */
function inferKind(item: SourceNode, list: SourceNode, listKind: string): SourceNode {
  const kind = listKind.replace(/List$/, '')
  const apiVersion = childOf(list, 'apiVersion')?.value
  if (kind === '' || typeof apiVersion !== 'string' || isSet(item, 'kind') || isSet(item, 'apiVersion')) return item
  const entries = new Map<string, SourceEntry>(item.entries)
  for (const [key, value] of [['apiVersion', apiVersion], ['kind', kind]] as const) {
    entries.set(key, { key, keyStart: item.start, node: buildScalar(value, item.start, item.start) })
  }
  return buildMapping(entries, item.start, item.end)
}

function isSet(node: SourceNode, key: string): boolean {
  const value = childOf(node, key)?.value
  return value !== undefined && value !== null && value !== ''
}

function describeNode(node: SourceNode, around: Surroundings, errors: readonly PlacedMessage[]): ChunkDocument {
  const { lines, read } = around
  const own = (placed: PlacedMessage): boolean => around.alone || (placed.offset >= node.start && placed.offset < node.end)
  const warnings = read.warnings.filter(own).map(({ message, offset }) => ({ message, line: lines.placeAt(offset).line }))
  const described = { ...(around.alone ? whole : cutOut(node, around)), errors: placeErrors(errors, lines), warnings }
  return errors.length > 0 ? described : { ...described, object: node.value }
}

/** The text of one node so that it can be read alone: what stood before it in its lines is left out, or the whole written anew. */
function cutOut(node: SourceNode, { text, lines, verbatim }: Surroundings): Pick<ChunkDocument, 'line' | 'text' | 'cut'> {
  const { line, column } = lines.placeAt(node.start)
  const first = column - 1
  // A text that begins with a brace is read as JSON: YAML in braces is none.
  const braces = text[node.start] === '{'
  if (!verbatim || (braces && readJson(text.slice(node.start, node.end)).errors.length > 0)) return { line, text: `${JSON.stringify(node.value, null, 2)}\n` }
  const [head = '', ...rest] = text.slice(node.start, node.end).trimEnd().split('\n')
  const margin = ' '.repeat(first)
  if (rest.every((row) => row.startsWith(margin) || row.trim() === '')) {
    return { line, text: `${[head, ...rest.map((row) => row.slice(first))].join('\n')}\n`, cut: { first, rest: first } }
  }
  if (braces) return { line, text: `${[head, ...rest].join('\n')}\n`, cut: { first, rest: 0 } }
  return { line, text: `${[margin + head, ...rest].join('\n')}\n`, cut: { first: 0, rest: 0 } }
}

function placeErrors(errors: readonly PlacedMessage[], lines: LineIndex): readonly ChunkError[] {
  return errors.map(({ message, offset }) => {
    const { line, column } = lines.placeAt(offset)
    return { message, line, column, lineText: lines.lineText(line) }
  })
}

/** Errors of a text that TABs make unreadable: one for the TABs, with the mended text, and those that would be left. */
function mendIndent(text: string, read: ReadText, lines: LineIndex): readonly ChunkError[] | undefined {
  if (!/^ *\t[ \t]*\S/m.test(text)) return undefined
  const mended = mendTabs(text, (candidate) => readYaml(candidate).errors.length)
  const left = readYaml(mended).errors
  const byTab = read.errors.some((error) => error.message === tabMessage)
  if (mended === text || (left.length >= read.errors.length && !byTab)) return undefined
  const before = text.split('\n')
  const changed = mended.split('\n').findIndex((row, place) => row !== before[place])
  const tab = { message: tabMessage, line: changed + 1, column: (before[changed]?.indexOf('\t') ?? 0) + 1, lineText: lines.lineText(changed + 1) }
  const mendedLines = indexLines(mended)
  const others = left.map(({ message, offset }) => {
    const { line, column } = mendedLines.placeAt(offset)
    const lineText = lines.lineText(line)
    return { message, line, column: Math.max(1, column - mendedLines.lineText(line).length + lineText.length), lineText }
  })
  return [{ ...tab, fix: { kind: 'tabs-to-spaces', text: mended } }, ...others]
}

// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const forbiddenCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]|\r(?!\n)/g

/** Characters that no manifest may hold as they are; the first of each line, 20 at most. */
function findForbidden(text: string): readonly PlacedMessage[] {
  const found: PlacedMessage[] = []
  let nextLine = 0
  for (const match of text.matchAll(forbiddenCharacters)) {
    if (match.index < nextLine) continue
    const code = match[0].codePointAt(0) ?? 0
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    const what = code === 0x2028 || code === 0x2029 || code === 0x85 ? 'is a line break to kubectl but looks like none' : code === 13 ? 'stands alone; lines end in LF or CR LF' : 'was found'
    found.push({ message: `control characters are not allowed: ${name} ${what}`, offset: match.index })
    if (found.length === 20) break
    const end = text.indexOf('\n', match.index)
    nextLine = end < 0 ? text.length : end
  }
  return found
}
