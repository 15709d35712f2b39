import { fail, ok, type Result } from '../lang/result.ts'
import { type KubeObject, quoteGo } from '../model/index.ts'
import type { FieldSelector } from './field-selector.ts'

const NAMED = ['metadata.name', 'metadata.namespace']

// What the conversions of Kubernetes 1.32 let through; every other kind knows its name and namespace only.
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  'v1/Pod': [
    ...NAMED, 'spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork', 'status.phase', 'status.podIP',
    'status.podIPs', 'status.nominatedNodeName',
  ],
  'v1/Node': ['metadata.name', 'spec.unschedulable'],
  'v1/ReplicationController': [...NAMED, 'status.replicas'],
  'v1/Event': [
    ...NAMED, 'involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion',
    'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type',
  ],
  'v1/Namespace': ['metadata.name', 'status.phase'],
  'v1/Secret': [...NAMED, 'type'],
  'v1/Service': [...NAMED, 'spec.clusterIP', 'spec.type'],
  'batch/v1/Job': [...NAMED, 'status.successful'],
}

// Fields that Go writes out where JSON leaves their zero away.
const ZEROS: Readonly<Record<string, string>> = { 'spec.hostNetwork': 'false', 'spec.unschedulable': 'false', 'status.replicas': '0', 'status.successful': '0' }

/**
 * Refuses a selector by fields that the server cannot select this kind by, in the server's words; gives back the selector
 * with old names of fields (`spec.host`) replaced.
 */
export function supportFields(selector: FieldSelector, kind: Pick<KubeObject, 'apiVersion' | 'kind'>): Result<FieldSelector, string> {
  const name = `${kind.apiVersion}/${kind.kind}`
  const own = Object.hasOwn(SUPPORTED, name) ? SUPPORTED[name] : undefined
  const supported = own ?? NAMED
  const requirements = selector.requirements.map((requirement) =>
    name === 'v1/Pod' && requirement.field === 'spec.host' ? { ...requirement, field: 'spec.nodeName' } : requirement,
  )
  const unknown = requirements.find(({ field }) => !supported.includes(field))?.field
  if (unknown === undefined) return ok({ requirements })
  if (name === 'batch/v1/Job') return fail(`field label ${quoteGo(unknown)} not supported for batchv1.Job`)
  if (own !== undefined) return fail(`field label not supported: ${unknown}`)
  return fail(`${quoteGo(unknown)} is not a known field selector: only "metadata.name", "metadata.namespace"`)
}

/** A selectable field of an object as text; '' where there is none. Give it to `matchesFields`. */
export function fieldOf(object: KubeObject, field: string): string {
  if (field === 'status.podIPs') return ''
  if (object.kind === 'Event' && field === 'source') return readPath(object, ['source', 'component']) || readPath(object, ['reportingComponent'])
  if (object.kind === 'Job' && field === 'status.successful') return readPath(object, ['status', 'succeeded']) || '0'
  return readPath(object, field.split('.')) || (Object.hasOwn(ZEROS, field) ? (ZEROS[field] ?? '') : '')
}

function readPath(object: KubeObject, path: readonly string[]): string {
  let value: unknown = object
  for (const step of path) {
    if (!isMap(value) || !Object.hasOwn(value, step)) return ''
    value = value[step]
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
