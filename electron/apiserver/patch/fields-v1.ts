import { isJsonObject, type JsonObject } from '../../schema/index.ts'
import { EMPTY_SET, type FieldSet, isEmptySet } from './field-set.ts'
import { compareElements, parseElement } from './path-element.ts'

const SELF = '.'

/** A field set as the FieldsV1 trie of `managedFields`. */
export function encodeFields(set: FieldSet): JsonObject {
  const elements = [...new Set([...set.members, ...set.children.keys()])].toSorted(compareElements)
  return Object.fromEntries(elements.map((element) => {
    const child = set.children.get(element)
    if (child === undefined) return [element, {}]
    return [element, set.members.has(element) ? { [SELF]: {}, ...encodeFields(child) } : encodeFields(child)]
  }))
}

/** Reads a FieldsV1 trie; elements of an unknown form are passed over, undefined when it is no trie at all. */
export function decodeFields(fields: unknown): FieldSet | undefined {
  if (!isJsonObject(fields)) return undefined
  const members = new Set<string>()
  const children = new Map<string, FieldSet>()
  for (const [text, below] of Object.entries(fields)) {
    const element = parseElement(text)
    if (element === undefined) continue
    const child = decodeFields(below)
    if (child === undefined) return undefined
    // An element with nothing below it is a member, one with something below only if it says so.
    if (isEmptySet(child) || (isJsonObject(below) && Object.hasOwn(below, SELF))) members.add(element)
    if (!isEmptySet(child)) children.set(element, child)
  }
  return members.size === 0 && children.size === 0 ? EMPTY_SET : { members, children }
}
