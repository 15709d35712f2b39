import { assertNever } from '../../shared/lang/assert-never.ts'
import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, parseDocument, visit, type Document, type Node, type Scalar, type YAMLError, type YAMLMap, type YAMLSeq } from 'yaml'
import { replaceLoneSurrogates, warnAboutRounding, type ReadText } from './read-json.ts'
import { formatKey, resolvePlain, resolveTagged, type Scalar as Resolved } from './resolve-scalar.ts'
import { buildMapping, buildScalar, buildSequence, deepest, type PlacedMessage, type SourceEntry, type SourceNode } from './source-node.ts'
import { wordSyntaxError } from './yaml-errors.ts'

/** What all aliases of a document may add when written out: the size of the largest request the API server takes. */
const mostFromAliases = 3 * 1024 * 1024

/** Reads one YAML document, with places and with the values that kubectl reads. Duplicate keys are errors. No root: nothing but comments. */
export function readYaml(text: string): ReadText {
  const parsed = parseDocument(text, { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'silent' })
  if (parsed.errors.length > 0) return { roots: [], errors: describeErrors(parsed, text), warnings: [], usesAliases: false }
  const contents: unknown = parsed.contents
  if (!isNode(contents) || (isScalar(contents) && contents.range?.[0] === contents.range?.[1] && contents.tag === undefined)) return { roots: [], errors: [], warnings: [], usesAliases: false }
  const builder = createBuilder(text)
  const root = builder.build(contents, 0)
  return { roots: [root], errors: builder.errors, warnings: builder.warnings, usesAliases: builder.usesAliases() }
}

/** One error a line; those that follow from an earlier one on the same line are left out. */
function describeErrors(parsed: Document, text: string): readonly PlacedMessage[] {
  const byLine = new Map<number, PlacedMessage>()
  const seen = new Set<number>()
  for (const error of parsed.errors) {
    if (seen.has(error.pos[0])) continue
    seen.add(error.pos[0])
    const placed = { message: wordSyntaxError(error, text), offset: placeOf(error, parsed, text) }
    const line = text.lastIndexOf('\n', placed.offset - 1)
    if (!byLine.has(line)) byLine.set(line, placed)
    if (byLine.size === 20) break
  }
  return [...byLine.values()].toSorted((one, other) => one.offset - other.offset)
}

/** Where to mend: an unclosed quote or bracket is noticed where something else begins, and a second colon is told by its key. */
function placeOf(error: YAMLError, parsed: Document, text: string): number {
  const found = Math.min(error.pos[0], text.trimEnd().length)
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return found + Math.max(0, text.slice(found).search(/:(?:\s|$)/))
  const quote = error.message.startsWith('Missing closing')
  if (!quote && !/must be sufficiently indented|^Flow .* must end with/.test(error.message)) return found
  let opening = found
  visit(parsed, {
    Node(_, node) {
      const range = node.range
      const opens = quote ? isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') : isCollection(node) && node.flow === true
      if (opens && range && range[0] < error.pos[0] && range[2] >= error.pos[0]) opening = range[0]
    },
  })
  return opening
}

function createBuilder(text: string) {
  const errors: PlacedMessage[] = []
  const warnings: PlacedMessage[] = []
  const anchors = new Map<string, SourceNode | 'open'>()
  let fromAliases = 0
  let aliases = false

  function complain(message: string, offset: number): void {
    errors.push({ message, offset })
  }

  function build(node: Node | null, depth: number, place = 0): SourceNode {
    if (node === null) return buildScalar(null, place, place)
    const [start, end] = node.range ?? [place, place]
    if (isAlias(node)) return buildAlias(node.source, start, end)
    if (depth > deepest) {
      complain(`nested deeper than ${deepest} levels`, start)
      return buildScalar(null, start, end)
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, 'open')
    const built = isMap(node) ? buildMap(node, depth, start, end) : isSeq(node) ? buildList(node, depth, start, end) : buildValue(node, start, end)
    if (node.anchor !== undefined) anchors.set(node.anchor, built)
    return built
  }

  function buildAlias(name: string, start: number, end: number): SourceNode {
    aliases = true
    const target = anchors.get(name)
    if (target === undefined) complain(`unknown anchor '${name}' referenced`, start)
    else if (target === 'open') complain(`anchor '${name}' value contains itself`, start)
    else if (spendOnAliases(target.weight, start)) return { ...target, start, end }
    return buildScalar(null, start, end)
  }

  /** Said once: after that every alias counts as nothing, so the work stays small. */
  function spendOnAliases(weight: number, start: number): boolean {
    if (fromAliases > mostFromAliases) return false
    fromAliases += weight
    if (fromAliases <= mostFromAliases) return true
    complain('document contains excessive aliasing: written out in full it would be larger than 3 MiB', start)
    return false
  }

  function resolve(node: Scalar, start: number): Resolved {
    const value = typeof node.value === 'string' ? replaceLoneSurrogates(node.value) : ''
    const plain = node.type === 'PLAIN'
    if (node.tag !== undefined) {
      const tagged = resolveTagged(node.tag, value, plain)
      if (tagged.ok) return tagged.value
      complain(tagged.error, start)
      return { kind: 'null' }
    }
    if (plain || node.value === null) return resolvePlain(value)
    if (isIndentedByTab(node, value, start)) complain('found a tab character where an indentation space is expected. The first line of this text begins with a TAB: write its indentation after | as a number (|2)', start)
    return { kind: 'string', value }
  }

  /** kubectl's reader cannot tell the indentation of such a text; others can. */
  function isIndentedByTab(node: Scalar, value: string, start: number): boolean {
    return (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') && /^\n*\t/.test(value) && !/^[|>][-+]?\d/.test(text.slice(start, start + 3))
  }

  function buildValue(node: Scalar, start: number, end: number): SourceNode {
    const resolved = resolve(node, start)
    switch (resolved.kind) {
      case 'string': case 'bool': return buildScalar(resolved.value, start, end)
      case 'null': return buildScalar(null, start, end)
      case 'merge': return buildScalar('<<', start, end)
      case 'int':
        warnAboutRounding(resolved.value, start, warnings)
        return buildScalar(Number(resolved.value), start, end)
      case 'float':
        if (!Number.isFinite(resolved.value)) complain(`json: unsupported value: ${formatInfinity(resolved.value)}`, start)
        return buildScalar(resolved.value === 0 ? 0 : resolved.value, start, end)
      default: return assertNever(resolved)
    }
  }

  function buildList(node: YAMLSeq, depth: number, start: number, end: number): SourceNode {
    return checkHeight(buildSequence(node.items.map((item) => build(isNode(item) ? item : null, depth + 1, start)), start, end))
  }

  function checkHeight(built: SourceNode): SourceNode {
    if (built.height <= deepest) return built
    complain(`nested deeper than ${deepest} levels`, built.start)
    return buildScalar(null, built.start, built.end)
  }

  function buildMap(node: YAMLMap, depth: number, start: number, end: number): SourceNode {
    const entries = new Map<string, SourceEntry>()
    const keys = new Set<string>()
    for (const pair of node.items) {
      const written = isNode(pair.key) ? pair.key : null
      const keyStart = written?.range?.[0] ?? start
      const resolved = isScalar(written) ? resolve(written, keyStart) : undefined
      const value = build(isNode(pair.value) ? pair.value : null, depth + 1, written?.range?.[1] ?? start)
      if (resolved?.kind === 'merge') {
        mergeInto(entries, value)
        continue
      }
      const key = resolved === undefined ? keyOfNode(written, keyStart) : keyOf(resolved, written, keyStart)
      if (key === undefined) continue
      if (keys.has(key)) complain(`key ${JSON.stringify(key)} already set in map`, keyStart)
      keys.add(key)
      entries.set(key, { key, keyStart, node: value })
    }
    return checkHeight(buildMapping(entries, start, end))
  }

  function keyOf(resolved: Resolved, written: Node | null, keyStart: number): string | undefined {
    const key = formatKey(resolved)
    if (key === undefined) complain('unsupported map key of type: null; write the key in quotes if it is a word', keyStart)
    else if (resolved.kind === 'bool' && isScalar(written) && typeof written.value === 'string' && written.value !== key) {
      warnings.push({ message: `the key ${written.value} is read as ${key}, as kubectl reads it; put it in quotes to keep the word`, offset: keyStart })
    }
    return key
  }

  function keyOfNode(node: Node | null, keyStart: number): string | undefined {
    const built = isAlias(node) ? buildAlias(node.source, keyStart, keyStart) : undefined
    const value = built?.value
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
    if (value !== null) {
      const template = isMap(node) && node.flow === true
      complain(`invalid map key: a key is a plain value, not a list or mapping${template ? '; {{ ... }} is a template, which is to be rendered first (helm template)' : ''}`, keyStart)
    }
    return undefined
  }

  /** As kubectl's reader: entries come in where `<<` stands, over what stands before it; of several mappings the first wins. */
  function mergeInto(entries: Map<string, SourceEntry>, value: SourceNode): void {
    const sources = value.items ?? [value]
    if (sources.some((source) => source.entries === undefined)) {
      complain('map merge requires map or sequence of maps as the value', value.start)
      return
    }
    for (const source of sources.toReversed()) for (const entry of source.entries?.values() ?? []) entries.set(entry.key, entry)
  }

  return { build, errors, warnings, usesAliases: () => aliases }
}

function formatInfinity(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
