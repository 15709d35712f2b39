import { useCluster } from '../state/index.ts'
import { foldAll } from './fold-store.ts'

/** Up to so many pods, namespaces are unfolded at first; of more, the first namespaces would be all that is seen. */
const UNFOLDED_PODS = 500

/** Folds all namespaces if the first picture of the cluster is a large one; what comes later folds nothing. Returns what ends it. */
export function foldLargeCluster(): () => void {
  return useCluster.subscribe(({ known, replica }, before) => {
    if (known && !before.known && replica.pods.count > UNFOLDED_PODS) foldAll()
  })
}
