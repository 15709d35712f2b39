import type { Input, LogReport } from '../../shared/ipc/contract.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import type { PodAccess } from '../apiserver/index.ts'
import type { Cluster } from '../cluster/index.ts'

/** So many lines are shown, counted from the end. */
const TAIL = 1_000

/** The end of a container's log as `kubectl logs` prints it, or why there is none in the words of Kubernetes. A bug stays loud. */
export function describeLog(cluster: Cluster, { readLog }: Pick<PodAccess, 'readLog'>, { namespace, name, container, previous }: Input<'pod:log'>): LogReport {
  try {
    const pod = cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name }) as StoredObject<Pod>
    // Nothing is followed, so this is the text itself.
    const text = readLog(pod, container, { follow: false, previous, timestamps: false, tailLines: TAIL }) as string
    return { found: true, text }
  } catch (error) {
    if (error instanceof StatusError) return { found: false, message: error.message }
    throw error
  }
}
