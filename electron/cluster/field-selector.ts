import type { StoredObject } from '../../shared/model/index.ts'
import { fail, ok, type Result } from '../../shared/lang/result.ts'

interface Term {
  readonly field: string
  readonly equal: boolean
  readonly value: string
}

/** Fields that Kubernetes lets be asked for, beyond name and namespace. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'status.phase', 'status.podIP', 'status.nominatedNodeName'],
  Event: [
    'involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion',
    'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type',
  ],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  Secret: ['type'],
  ReplicationController: ['status.replicas'],
  ReplicaSet: ['status.replicas'],
}

/** What says whether an object of the kind is selected by a text such as `status.phase=Running,spec.nodeName!=node-1`; else Kubernetes' words. */
export function parseFieldSelector(kind: string, text: string): Result<(object: StoredObject) => boolean, string> {
  const terms: Term[] = []
  for (const part of text.split(',').filter((term) => term !== '')) {
    const match = /^(.*?)(!=|==|=)(.*)$/.exec(part)
    if (match === null) return fail(`invalid selector: '${text}'; can't understand '${part}'`)
    const field = match[1] ?? ''
    const known = field === 'metadata.name' || field === 'metadata.namespace' || (fieldsOf[kind] ?? []).includes(field)
    if (!known) return fail(`field label not supported: ${field}`)
    terms.push({ field, equal: match[2] !== '!=', value: match[3] ?? '' })
  }
  return ok((object) => terms.every(({ field, equal, value }) => (readField(object, field) === value) === equal))
}

function readField(object: StoredObject, field: string): string {
  const path = field === 'source' ? ['source', 'component'] : field.split('.')
  let value: unknown = object
  for (const step of path) {
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : undefined
  }
  return value === undefined ? '' : String(value)
}
