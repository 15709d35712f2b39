import { stringify } from 'yaml'
import type { ObjectDetail } from '../../shared/ipc/contract.ts'
import { LAST_APPLIED, type Event, type KubeObject, type ObjectRef, type StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'

const HIDDEN = '(hidden)'

/** The whole object, its YAML as `kubectl get -o yaml` writes it, and its events, newest first. Null when there is no such object. */
export function describeObject(cluster: Cluster, ref: ObjectRef): ObjectDetail | null {
  const found = cluster.find(ref)
  if (found === undefined) return null
  const object = hideSecrets(found)
  return { object, yaml: toYaml(object), events: eventsOf(cluster, found) }
}

/** Written so that YAML 1.1 readers (kubectl is one) read the same values back. */
function toYaml(object: KubeObject): string {
  return stringify(object, { version: '1.1', sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false, indentSeq: false })
}

/** Values of a Secret never reach the window, neither by themselves nor in the configuration that was last applied. */
function hideSecrets(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret') return object
  const hide = (values: unknown) => Object.fromEntries(Object.keys(values ?? {}).map((key) => [key, HIDDEN]))
  const { annotations } = object.metadata
  return {
    ...object,
    metadata: annotations?.[LAST_APPLIED] === undefined ? object.metadata : { ...object.metadata, annotations: { ...annotations, [LAST_APPLIED]: HIDDEN } },
    ...(object['data'] === undefined ? {} : { data: hide(object['data']) }),
    ...(object['stringData'] === undefined ? {} : { stringData: hide(object['stringData']) }),
  }
}

function eventsOf(cluster: Cluster, object: StoredObject): ObjectDetail['events'] {
  const { items } = cluster.list('Event', { namespace: object.metadata.namespace ?? 'default', fieldSelector: `involvedObject.uid=${object.metadata.uid}` })
  // Times are whole seconds: among those of one second the revision says which came last.
  return (items as readonly StoredObject<Event>[])
    .map((event) => ({ event, last: Date.parse(event.lastTimestamp ?? event.metadata.creationTimestamp) }))
    .sort((a, b) => b.last - a.last || Number(b.event.metadata.resourceVersion) - Number(a.event.metadata.resourceVersion))
    .map(({ event, last }) => ({
      type: event.type ?? 'Normal',
      reason: event.reason ?? '',
      message: event.message ?? '',
      count: event.count ?? 1,
      source: event.source?.component ?? '',
      last,
    }))
}
