import { isJsonObject, type JsonObject } from '../../schema/index.ts'
import { EMPTY_SET, type FieldSet, isEmptySet } from './field-set.ts'
import { compareElements, parseElement } from './path-element.ts'

const SELF = '.'

// Sets never change, and neither do the tries that are stored: of one there is always the other.
const written = new WeakMap<FieldSet, JsonObject>()
const read = new WeakMap<JsonObject, FieldSet>()

/** A field set as the FieldsV1 trie of `managedFields`; the same one for the same set. */
export function encodeFields(set: FieldSet): JsonObject {
  const known = written.get(set)
  if (known !== undefined) return known
  const trie = writeTrie(set)
  written.set(set, trie)
  read.set(trie, set)
  return trie
}

/** Reads a FieldsV1 trie; elements of an unknown form are passed over, undefined when it is no trie at all. */
export function decodeFields(fields: unknown): FieldSet | undefined {
  if (!isJsonObject(fields)) return undefined
  const known = read.get(fields)
  if (known !== undefined) return known
  const set = readTrie(fields)
  if (set !== undefined && Object.isFrozen(fields)) read.set(fields, set)
  return set
}

function writeTrie(set: FieldSet): JsonObject {
  const elements = [...new Set([...set.members, ...set.children.keys()])].toSorted(compareElements)
  return Object.fromEntries(elements.map((element) => {
    const child = set.children.get(element)
    if (child === undefined) return [element, {}]
    return [element, set.members.has(element) ? { [SELF]: {}, ...writeTrie(child) } : writeTrie(child)]
  }))
}

function readTrie(fields: unknown): FieldSet | undefined {
  if (!isJsonObject(fields)) return undefined
  const members = new Set<string>()
  const children = new Map<string, FieldSet>()
  for (const [text, below] of Object.entries(fields)) {
    const element = parseElement(text)
    if (element === undefined) continue
    const child = readTrie(below)
    if (child === undefined) return undefined
    // An element with nothing below it is a member, one with something below only if it says so.
    if (isEmptySet(child) || (isJsonObject(below) && Object.hasOwn(below, SELF))) members.add(element)
    if (!isEmptySet(child)) children.set(element, child)
  }
  return members.size === 0 && children.size === 0 ? EMPTY_SET : { members, children }
}
