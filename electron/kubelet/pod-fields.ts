import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import { quoteGo } from '../../shared/model/index.ts'
import { parseQuantity } from '../registry/index.ts'
import type { Container } from './container.ts'

interface ResourceField {
  /** `limits.cpu`, `requests.memory` ... */
  readonly resource: string
  readonly divisor?: string
}

/** What `fieldRef` gives of a pod, to a variable or a file; undefined for a path that names nothing. */
export function readPodField(pod: StoredObject<Pod>, path: string): string | undefined {
  const { metadata, spec, status } = pod
  const entry = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path)
  if (entry !== null) return metadata[entry[1] as 'labels' | 'annotations']?.[entry[2] ?? ''] ?? ''
  switch (path) {
    case 'metadata.name': return metadata.name
    case 'metadata.namespace': return metadata.namespace ?? ''
    case 'metadata.uid': return metadata.uid
    case 'metadata.labels': return formatEntries(metadata.labels)
    case 'metadata.annotations': return formatEntries(metadata.annotations)
    case 'spec.nodeName': return spec?.nodeName ?? ''
    case 'spec.serviceAccountName': return spec?.serviceAccountName ?? ''
    case 'status.hostIP': return status?.hostIP ?? ''
    case 'status.hostIPs': return status?.hostIP ?? ''
    case 'status.podIP': return status?.podIP ?? ''
    case 'status.podIPs': return (status?.podIPs ?? []).map(({ ip = '' }) => ip).join(',')
    default: return undefined
  }
}

/** As files of the downward API hold labels and annotations: `key="value"` lines in the keys' order. */
function formatEntries(entries: Readonly<Record<string, string>> = {}): string {
  return Object.keys(entries).sort().map((key) => `${key}=${quoteGo(entries[key] ?? '')}`).join('\n')
}

/** What `resourceFieldRef` gives: a container's amount in divisors, rounded up. A limit that it does not set is the node's whole. */
export function readResourceField(container: Container, node: Node | undefined, { resource, divisor = '1' }: ResourceField): string {
  const [list = '', ...rest] = resource.split('.')
  const name = rest.join('.')
  const { limits = {}, requests = {} } = container.resources ?? {}
  const amount = list === 'limits' ? limits[name] ?? node?.status?.allocatable?.[name] : requests[name]
  const [milli, by] = [amount ?? '0', divisor === '0' ? '1' : divisor].map((quantity) => Math.round(parseQuantity(quantity) * 1000))
  return String(Math.ceil((milli ?? 0) / (by || 1000)))
}
