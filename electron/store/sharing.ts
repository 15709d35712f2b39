import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { deepFreeze } from './freeze.ts'

/** Gives equal parts of objects one place in memory: pods of one template have nearly all in common but their names, times and addresses. */
export interface Sharing {
  /** Puts the known ones in place of the object's parts; those not known yet are frozen and kept. Its values stay what they are. */
  share(object: StoredObject): void
}

/** Characters that the table of parts may hold twice over; with them it knows some ten thousand parts. */
const capacity = 2_000_000

/** Fields that hardly two objects have in common. */
const own = new Set(['metadata', 'name', 'uid', 'resourceVersion', 'podIP', 'podIPs', 'containerID', 'managedFields'])

/** Lists whose elements differ in a name or a time, and have the rest in common. */
const lists = new Set(['containers', 'initContainers', 'ephemeralContainers', 'volumes', 'containerStatuses', 'initContainerStatuses'])

export function createSharing(): Sharing {
  const parts = createRecent<object>()
  const strings = createRecent<string>()

  function shareValue(value: unknown): unknown {
    if (typeof value === 'string') return strings.get(value) ?? strings.add(value, value)
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
    const text = JSON.stringify(value)
    return parts.get(text) ?? parts.add(text, deepFreeze(value))
  }

  function shareFields(fields: unknown): void {
    if (typeof fields !== 'object' || fields === null || Object.isFrozen(fields)) return
    const known = fields as Record<string, unknown>
    for (const field in known) {
      const value = known[field]
      if (own.has(field)) continue
      if (!Array.isArray(value)) known[field] = shareValue(value)
      else if (lists.has(field)) value.forEach(shareFields)
      else if (field === 'conditions') shareElements(value)
      else known[field] = shareValue(value)
    }
  }

  function shareElements(elements: unknown[]): void {
    if (Object.isFrozen(elements)) return
    for (let place = 0; place < elements.length; place++) elements[place] = shareValue(elements[place])
  }

  return {
    share: (object) => {
      shareFields(object.metadata)
      // A pod's events have its name and its node in common.
      if (object.kind === 'Event') shareFields(object)
      if (object.kind !== 'Pod') return
      const { spec, status } = object as StoredObject<Pod>
      shareFields(spec)
      shareFields(status)
    },
  }
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
