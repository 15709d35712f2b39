import { isJsonList, isJsonObject, type JsonObject } from '../../schema/index.ts'

export const PATCH = '$patch'
export const RETAIN_KEYS = '$retainKeys'
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/'
export const ELEMENT_ORDER = '$setElementOrder/'

/** A strategic merge patch that cannot be carried out, in upstream's words. `format` is what upstream answers as a BadRequest. */
export class BadPatch extends Error {
  readonly format: boolean

  constructor(message: string, format = false) {
    super(message)
    this.format = format
  }
}

export const badPrimitiveList = (): BadPatch => new BadPatch('invalid patch format of primitive list', true)
export const badRetainKeys = (): BadPatch => new BadPatch('invalid patch format of retainKeys', true)
export const badElementOrder = (): BadPatch => new BadPatch('invalid patch format of setElementOrder list', true)

export function isDirective(key: string): boolean {
  return key === PATCH || key === RETAIN_KEYS || key.startsWith(DELETE_FROM_LIST) || key.startsWith(ELEMENT_ORDER)
}

/** A part of a patch that meets nothing in the object: its nulls and directives gone; undefined for what only deletes. */
export function withoutDirectives(value: unknown): unknown {
  if (isJsonList(value)) return value.map(withoutDirectives).filter((item) => item !== undefined)
  if (!isJsonObject(value)) return value
  if (value[PATCH] === 'delete') return undefined
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => {
    const kept = item === null || isDirective(key) ? undefined : withoutDirectives(item)
    return kept === undefined ? [] : [[key, kept] as const]
  }))
}

/** The original without the keys that `$retainKeys` of the patch does not name. */
export function retainKeys(original: JsonObject, patch: JsonObject): JsonObject {
  if (!Object.hasOwn(patch, RETAIN_KEYS)) return original
  const kept = patch[RETAIN_KEYS]
  if (!isJsonList(kept)) throw badRetainKeys()
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null && !isDirective(key) && !kept.includes(key)) throw badRetainKeys()
  }
  return Object.fromEntries(Object.entries(original).filter(([key]) => kept.includes(key)))
}
