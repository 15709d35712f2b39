import type { KubeObject, StringMap } from '../../shared/model/index.ts'
import { matches, type Selector } from '../../shared/selector/index.ts'
import type { ManifestDocument } from '../manifest/index.ts'
import { findKind } from '../registry/index.ts'
import { formatDocumentErrors } from './document-errors.ts'

/** What to print of the documents, a line each. */
export interface MatchReport {
  /** Objects selected, as `kind/namespace/name`, in the order read. */
  readonly matched: readonly string[]
  /** What could not be read, as `file:line:column: why`. */
  readonly errors: readonly string[]
}

// Kinds of Kubernetes outside namespaces that the cluster does not hold, or not in every version that manifests have.
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'APIService', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding', 'CSIDriver', 'CSINode', 'CustomResourceDefinition', 'FlowSchema',
  'IngressClass', 'MutatingWebhookConfiguration', 'PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttachment',
])

/** Judges every document; those that could not be read are errors. */
export function matchDocuments(documents: readonly ManifestDocument[], selector: Selector): MatchReport {
  return {
    matched: documents.flatMap(({ object }) => (object !== undefined && matches(selector, labelsOf(object)) ? [formatObject(object)] : [])),
    errors: documents.flatMap(formatDocumentErrors),
  }
}

/** As written, a value may be null, which Kubernetes reads as the empty one. */
function labelsOf(object: KubeObject): StringMap {
  const written: Readonly<Record<string, string | null>> = object.metadata.labels ?? {}
  return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, value ?? '']))
}

function formatObject({ apiVersion, kind, metadata }: KubeObject): string {
  const namespaced = findKind(kind, apiVersion)?.namespaced ?? !CLUSTER_SCOPED.has(kind)
  return [kind.toLowerCase(), ...(namespaced ? [metadata.namespace || 'default'] : []), metadata.name || metadata.generateName].join('/')
}
