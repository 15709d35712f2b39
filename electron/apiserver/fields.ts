import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { parseGroupVersion, type Schema, schemaOfKind } from '../schema/index.ts'
import type { StoredResource } from './api-resource.ts'
import type { Call } from './call.ts'
import { type FieldWriter, settleUnchanged, trackUpdate } from './patch/index.ts'
import type { WriteOptions } from './write-options.ts'

/** Who writes to which fields: `managedFields` are kept by it. */
export function writerOf({ cluster, resource, route }: Call, { fieldManager }: WriteOptions): FieldWriter {
  const { registered } = resource
  const onStatus = route.subresource === 'status'
  return {
    manager: fieldManager,
    apiVersion: registered.apiVersion,
    subresource: route.subresource,
    now: formatTime(cluster.clock.now()),
    schema: keptStructure(resource),
    resets: onStatus ? [['spec']] : registered.initialStatus === undefined ? [] : [['status']],
  }
}

/** The object with its defaults and its managed fields, to be created or put in place of `live`; `live` itself when nothing would change. */
export function trackFields(live: StoredObject | undefined, next: KubeObject, call: Call, writer: FieldWriter): KubeObject {
  const filled = call.resource.registered.withDefaults(next)
  const tracked = trackUpdate(live, filled, writer) as unknown as KubeObject
  return live === undefined || !isUnchanged(live, tracked) ? tracked : live
}

/** Whether storing the object would change nothing. Objects of a custom resource may come in another version than they are kept in. */
export function isUnchanged(live: StoredObject, next: KubeObject): boolean {
  return settleUnchanged(live, { ...next, apiVersion: live.apiVersion }) === live
}

/** The structure of the objects as they are kept: fields are owned in it. */
function keptStructure({ registered, structure }: StoredResource): Schema {
  if (registered.schema !== undefined) return structure
  return schemaOfKind({ ...parseGroupVersion(registered.apiVersion), kind: registered.kind }) ?? structure
}
