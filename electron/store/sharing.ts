import type { Event, Pod, StoredObject } from '../../shared/model/index.ts'
import { deepFreeze } from './freeze.ts'

/** Gives equal parts of objects one place in memory: pods of one template have nearly all in common but their names, times and addresses. */
export interface Sharing {
  /** Puts the known ones in place of the object's parts; those not known yet are frozen and kept. Its values stay what they are. `before` is what it was. */
  share(object: StoredObject, before?: StoredObject): void
}

/** Characters that the table of parts may hold twice over; with them it knows some ten thousand parts. */
const capacity = 2_000_000

/** Fields that hardly two objects have in common. */
const own = new Set(['metadata', 'name', 'uid', 'resourceVersion', 'podIP', 'podIPs', 'containerID'])

/** Lists whose elements differ in a name or a time, and have the rest in common. */
const lists = new Set(['managedFields', 'containers', 'initContainers', 'ephemeralContainers', 'volumes', 'containerStatuses', 'initContainerStatuses'])

export function createSharing(): Sharing {
  const parts = createRecent<object>()
  const strings = createRecent<string>()
  /** The newest part of each place: pods of one template often come one after another. */
  const newest = new Map<string | number, object>()

  function shareValue(value: unknown, place: string | number): unknown {
    if (typeof value === 'string') return strings.get(value) ?? strings.add(value, value)
    if (!isOpen(value)) return value
    const last = newest.get(place)
    if (last !== undefined && isSame(value, last)) return last
    const text = JSON.stringify(value)
    const part = parts.get(text) ?? parts.add(text, deepFreeze(value as object))
    newest.set(place, part)
    return part
  }

  function shareFields(fields: unknown, before: unknown): void {
    if (!isOpen(fields)) return
    const known = fields as Record<string, unknown>
    const old = (before ?? nothing) as Record<string, unknown>
    for (const field in known) {
      const value = known[field]
      // What stays keeps its place.
      if (value === old[field]) known[field] = old[field]
      else if (own.has(field)) continue
      else if (!Array.isArray(value)) known[field] = shareValue(value, field)
      else if (lists.has(field)) value.forEach((element, place) => shareFields(element, (old[field] as readonly unknown[] | undefined)?.[place]))
      else if (field === 'conditions') shareElements(value)
      else known[field] = shareValue(value, field)
    }
  }

  function shareElements(elements: unknown[]): void {
    if (Object.isFrozen(elements)) return
    for (let place = 0; place < elements.length; place++) elements[place] = shareValue(elements[place], place)
  }

  function shareEvent(event: Record<string, unknown>): void {
    if (event['message'] !== undefined && !isOwnMessage(event as unknown as Event)) event['message'] = shareValue(event['message'], 'message')
    // One that the cluster itself tells is made of parts that are shared already.
    if (Object.isFrozen(event['involvedObject'])) return
    for (const field in event) if (field !== 'message') event[field] = shareValue(event[field], field)
  }

  return {
    share: (object, before) => {
      shareFields(object.metadata, before?.metadata)
      // A pod's events have its name and its node in common.
      if (object.kind === 'Event') shareEvent(object)
      if (object.kind !== 'Pod') return
      const { spec, status } = object as StoredObject<Pod>
      const old = before as StoredObject<Pod> | undefined
      shareFields(spec, old?.spec)
      shareFields(status, old?.status)
    },
  }
}

const nothing = {}

function isOpen(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Object.isFrozen(value)
}

/** Whether no other object's event can say the same. */
function isOwnMessage({ message = '', involvedObject }: Event): boolean {
  return involvedObject?.name !== undefined && message.includes(involvedObject.name)
}

/** Whether two values have the same JSON text. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  const others = Object.keys(b)
  if (keys.length !== others.length) return false
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] ?? ''
    if (key !== others[place] || !isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false
  }
  return true
}

/** What was asked for of late, by text. */
interface Recent<Value> {
  get(text: string): Value | undefined
  add(text: string, value: Value): Value
}

function createRecent<Value>(): Recent<Value> {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  let characters = 0

  function add(text: string, value: Value): Value {
    if (characters > capacity) {
      old = young
      young = new Map()
      characters = 0
    }
    young.set(text, value)
    characters += text.length
    return value
  }

  return {
    get: (text) => {
      const value = young.get(text)
      if (value !== undefined) return value
      const aged = old.get(text)
      return aged === undefined ? undefined : add(text, aged)
    },
    add,
  }
}
