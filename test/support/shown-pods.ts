import { followCluster, useCluster } from '../../renderer/state/index.ts'
import type { MadeUpPod } from './made-up-pods.ts'

/** Asks for the cluster a second time. Returns its pods: what another way of drawing them needs to know. */
export async function readPods(): Promise<readonly MadeUpPod[]> {
  const end = followCluster()
  while (!useCluster.getState().known) await new Promise((done) => setTimeout(done, 50))
  end()
  const { pods } = useCluster.getState().replica
  return Array.from({ length: pods.capacity }, (_, slot) => pods.at(slot)).flatMap((pod) =>
    pod === undefined ? [] : [{ name: pod.name, namespace: pod.namespace ?? '', labels: pod.labels }])
}
