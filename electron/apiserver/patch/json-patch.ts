import { assertNever } from '../../../shared/lang/assert-never.ts'
import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import { equalJson, isJsonList, isJsonObject, own, withField } from '../../schema/index.ts'

/** One operation of RFC 6902. */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string }

/** Operations that a patch may have, and bytes that its copies may add up to: the API server's limits. */
export const MAX_OPERATIONS = 10_000
const MAX_COPIED_BYTES = 3 * 1024 * 1024

class Refused extends Error {}

/** Carries out all operations or none. What is wrong is told in a sentence; `patch` is a list, its members anything. */
export function applyJsonPatch(document: unknown, patch: readonly unknown[]): Result<unknown, string> {
  let result = document
  let copied = 0
  try {
    for (const item of patch) {
      const operation = readOperation(item)
      if (operation.op === 'copy') copied += JSON.stringify(valueAt(result, operation.from)).length
      if (copied > MAX_COPIED_BYTES) throw new Refused(`copies add up to more than ${MAX_COPIED_BYTES} bytes`)
      result = carryOut(result, operation)
    }
    return ok(result)
  } catch (problem) {
    if (problem instanceof Refused) return fail(problem.message)
    throw problem
  }
}

function readOperation(item: unknown): JsonPatchOperation {
  if (!isJsonObject(item)) throw new Refused('an operation must be an object')
  const [op, path, from] = [own(item, 'op'), own(item, 'path'), own(item, 'from')]
  if (typeof path !== 'string') throw new Refused('an operation needs a path')
  switch (op) {
    case 'remove': return { op, path }
    case 'move':
    case 'copy':
      if (typeof from !== 'string') throw new Refused(`${op} needs a from`)
      return { op, path, from }
    case 'add':
    case 'replace':
      if (!Object.hasOwn(item, 'value')) throw new Refused(`${op} needs a value`)
      return { op, path, value: own(item, 'value') }
    case 'test': return { op, path, value: own(item, 'value') ?? null }
    default: throw new Refused(`unknown operation ${JSON.stringify(op)}`)
  }
}

function carryOut(document: unknown, operation: JsonPatchOperation): unknown {
  const path = parsePointer(operation.path)
  switch (operation.op) {
    case 'add': return edit(document, path, (parent, key) => insert(parent, key, operation.value), operation.value)
    case 'remove': return edit(document, path, removeFrom)
    case 'replace': return edit(document, path, (parent, key) => insert(removeFrom(parent, key), key, operation.value), operation.value)
    case 'copy': {
      const value = valueAt(document, operation.from)
      return edit(document, path, (parent, key) => insert(parent, key, value), value)
    }
    case 'move': {
      const value = valueAt(document, operation.from)
      return edit(edit(document, parsePointer(operation.from), removeFrom), path, (parent, key) => insert(parent, key, value), value)
    }
    case 'test': {
      const found = find(document, path)
      if (!equalJson(found ?? null, operation.value)) throw new Refused(`testing value ${operation.path} failed`)
      return document
    }
    default: return assertNever(operation)
  }
}

function parsePointer(pointer: string): readonly string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new Refused(`path ${JSON.stringify(pointer)} must begin with /`)
  return pointer.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The document with the parent of `path` changed; at the root, `whole` takes its place. */
function edit(document: unknown, path: readonly string[], change: (parent: unknown, key: string) => unknown, whole?: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) {
    if (whole === undefined) throw new Refused('the whole document cannot be removed')
    return whole
  }
  if (rest.length === 0) return change(document, key)
  const child = find(document, [key])
  if (child === undefined) throw new Refused(`missing path: ${key}`)
  const changed = edit(child, rest, change, whole)
  return isJsonList(document) ? document.with(indexOf(document, key, document.length - 1), changed) : withField(asObject(document), key, changed)
}

function find(document: unknown, path: readonly string[]): unknown {
  let value = document
  for (const key of path) {
    if (isJsonList(value)) value = value[indexOf(value, key, Number.MAX_SAFE_INTEGER)]
    else if (isJsonObject(value)) value = own(value, key)
    else return undefined
  }
  return value
}

function valueAt(document: unknown, pointer: string): unknown {
  const value = find(document, parsePointer(pointer))
  if (value === undefined) throw new Refused(`missing path: ${pointer}`)
  return value
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw new Refused('a part of the path is neither object nor list')
  return value
}

function indexOf(list: readonly unknown[], key: string, last: number): number {
  const index = /^(?:0|-?[1-9]\d*)$/.test(key) ? Number(key) : Number.NaN
  // Upstream's library counts from the end for negative indexes.
  const at = index < 0 ? list.length + index : index
  if (!(at >= 0 && at <= last)) throw new Refused(`index ${key} is out of bounds`)
  return at
}

function insert(parent: unknown, key: string, value: unknown): unknown {
  if (!isJsonList(parent)) return withField(asObject(parent), key, value)
  if (key === '-') return [...parent, value]
  const negative = key.startsWith('-')
  return parent.toSpliced(indexOf(negative ? [...parent, value] : parent, key, parent.length), 0, value)
}

function removeFrom(parent: unknown, key: string): unknown {
  if (isJsonList(parent)) return parent.toSpliced(indexOf(parent, key, parent.length - 1), 1)
  if (own(asObject(parent), key) === undefined) throw new Refused(`missing path: ${key}`)
  return withField(asObject(parent), key, undefined)
}
