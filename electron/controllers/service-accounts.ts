import { type Cluster, type ClusterTransaction, startReconciler, type StoreEvent } from '../cluster/index.ts'

const rootCertificate = 'kube-root-ca.crt'
const certificateNote = 'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or '
  + 'kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** Sees to it that every namespace has the service account `default` and the cluster's root certificate. */
export function startServiceAccounts(cluster: Cluster, signal: AbortSignal): void {
  startReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { kind } = event.object
  if (kind === 'Namespace') return event.type === 'DELETED' ? [] : [event.name]
  const ours = (kind === 'ServiceAccount' && event.name === 'default') || (kind === 'ConfigMap' && event.name === rootCertificate)
  return ours && event.type === 'DELETED' ? [event.namespace] : []
}

function sync(tx: ClusterTransaction, namespace: string): undefined {
  const home = tx.find('Namespace', '', namespace)
  if (home === undefined || home.metadata.deletionTimestamp !== undefined) return
  if (tx.find('ServiceAccount', namespace, 'default') === undefined) {
    tx.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } })
  }
  if (tx.find('ConfigMap', namespace, rootCertificate) === undefined) {
    tx.create({
      apiVersion: 'v1', kind: 'ConfigMap',
      metadata: { name: rootCertificate, namespace, annotations: { 'kubernetes.io/description': certificateNote } },
      data: { 'ca.crt': '' },
    })
  }
}
