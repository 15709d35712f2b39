import type { Node, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import type { Cluster } from '../cluster/index.ts'
import type { FindObject } from './find-object.ts'

/** Look-ups in the cluster as it is now. */
export interface ClusterLists {
  readonly find: FindObject
  listServices(): readonly StoredObject<Service>[]
  listNodes(): readonly StoredObject<Node>[]
  /** The pod that has an address and is not over. */
  podAt(ip: string): StoredObject<Pod> | undefined
}

interface PodListeners {
  /** A pod is there, or has changed. */
  onPod(pod: StoredObject<Pod>): void
  onPodGone(uid: string): void
  onClaimGone(uid: string): void
}

/** Keeps the addresses of pods, and tells of what comes and goes from now on, until the signal aborts. */
export function listCluster(cluster: Cluster, signal: AbortSignal, { onPod, onPodGone, onClaimGone }: PodListeners): ClusterLists {
  const addresses = new Map<string, { readonly namespace: string; readonly name: string; readonly uid: string }>()
  const find: FindObject = (kind, namespace, name) => cluster.find({ apiVersion: 'v1', kind, namespace, name })

  function note(pod: StoredObject<Pod>): void {
    const { namespace = '', name, uid } = pod.metadata
    const ip = pod.status?.podIP
    if (ip !== undefined && !isOver(pod)) addresses.set(ip, { namespace, name, uid })
  }

  const { items, revision } = cluster.list('Pod')
  for (const pod of items) note(pod as StoredObject<Pod>)
  cluster.watch(revision, (events) => {
    for (const { type, object } of events) {
      if (object.kind === 'PersistentVolumeClaim' && type === 'DELETED') onClaimGone(object.metadata.uid)
      if (object.kind !== 'Pod') continue
      const pod = object as StoredObject<Pod>
      if (type === 'DELETED') {
        const { podIP = '' } = pod.status ?? {}
        if (addresses.get(podIP)?.uid === pod.metadata.uid) addresses.delete(podIP)
        onPodGone(pod.metadata.uid)
      } else {
        note(pod)
        onPod(pod)
      }
    }
  }, signal)

  return {
    find,
    listServices: () => cluster.list('Service').items as readonly StoredObject<Service>[],
    listNodes: () => cluster.list('Node').items as readonly StoredObject<Node>[],
    podAt: (ip) => {
      const at = addresses.get(ip)
      const pod = at === undefined ? undefined : (find('Pod', at.namespace, at.name) as StoredObject<Pod> | undefined)
      return pod === undefined || pod.metadata.uid !== at?.uid || isOver(pod) ? undefined : pod
    },
  }
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}
