import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import type { Call } from './call.ts'
import { type FieldWriter, settleUnchanged, trackUpdate } from './patch/index.ts'
import { schemaOfKind } from './schema/index.ts'
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
    schema: schemaOfKind(resource) ?? { type: 'any' },
    resets: onStatus ? [['spec']] : registered.initialStatus === undefined ? [] : [['status']],
  }
}

/** The object with its defaults and its managed fields, to be created or put in place of `live`; `live` itself when nothing would change. */
export function trackFields(live: StoredObject | undefined, next: KubeObject, call: Call, writer: FieldWriter): KubeObject {
  const filled = call.resource.registered.withDefaults(next)
  const tracked = trackUpdate(live, filled, writer) as unknown as KubeObject
  return live === undefined ? tracked : (settleUnchanged(live, tracked) as unknown as KubeObject)
}
