import type { Event, KubeObject, StoredObject } from '../../../shared/model/index.ts'
import { type JsonObject, schemaOfKind } from '../../schema/index.ts'
import type { StoredResource } from '../api-resource.ts'

const served = { group: 'events.k8s.io', version: 'v1', kind: 'Event' }
const apiVersion = 'events.k8s.io/v1'

/** Names of fields in core/v1 and in events.k8s.io/v1. */
const names = [
  ['involvedObject', 'regarding'], ['message', 'note'], ['source', 'deprecatedSource'], ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'], ['count', 'deprecatedCount'], ['reportingComponent', 'reportingController'],
] as const

/** Events under their newer name; undefined for other resources. */
export function eventsV1(resource: StoredResource): StoredResource | undefined {
  if (resource.kind !== 'Event' || resource.group !== '') return undefined
  return {
    ...resource, ...served, structure: schemaOfKind(served) ?? { type: 'any' },
    conversion: {
      show: (object) => ({ ...rename(object, (pair) => pair), apiVersion }) as unknown as StoredObject<Event>,
      keep: (object) => ({ ...rename(object, ([older, newer]) => [newer, older]), apiVersion: 'v1' }) as unknown as KubeObject,
    },
  }
}

function rename(object: JsonObject, way: (pair: readonly [string, string]) => readonly [string, string]): JsonObject {
  const renamed = new Map(names.map((pair) => way(pair)))
  return Object.fromEntries(Object.entries(object).map(([field, value]) => [renamed.get(field) ?? field, value]))
}
