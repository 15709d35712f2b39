import { invalidField, type KubeObject, type StoredObject } from '../../../shared/model/index.ts'
import { badRequest, invalid } from '../../../shared/status/index.ts'
import { schemaOfKind } from '../../schema/index.ts'
import { answerJson } from '../answer.ts'
import { decodeText, readBody, readContentType } from '../body.ts'
import type { Call } from '../call.ts'
import { decodeRequest } from '../decode.ts'
import { writerOf } from '../fields.ts'
import { findLive, readLive } from '../live.ts'
import { applyObject, patchObject, type PatchType } from '../patch/index.ts'
import { checkName, placeObject } from '../place.ts'
import { store } from '../update.ts'
import { readWriteOptions, type WriteOptions } from '../write-options.ts'
import { write } from '../writing.ts'
import { readScale, type ScaleNumbers, setReplicas } from './scale-numbers.ts'

const kind = { group: 'autoscaling', version: 'v1', kind: 'Scale' }

/** The Scale of an object. */
function buildScale({ metadata }: StoredObject, { replicas, statusReplicas, selector }: ScaleNumbers): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  return {
    kind: 'Scale', apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp },
    spec: { replicas },
    status: { replicas: statusReplicas, ...(selector === '' ? {} : { selector }) },
  }
}

/** GET, PUT and PATCH of `scale`: only the number of replicas can be changed by it. */
export async function answerScale(call: Call): Promise<Response> {
  const { cluster, query, request, resource } = call
  const scaleOf = (object: StoredObject) => buildScale(object, readScale(resource.registered, object))
  if (request.method === 'GET') return answerJson(scaleOf(readLive(call)))
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'UpdateOptions')
  const change = await readChange(call, options)
  const scaled = await write(cluster, options, 'scaled', (tx) => {
    const live = findLive(tx, call)
    const changed = change(scaleOf(live))
    const wanted = { ...changed, metadata: { ...changed.metadata } }
    checkName(call, wanted)
    placeObject(call, wanted)
    const next = setReplicas(resource.registered, live, readReplicas(wanted))
    return store(tx, call, { ...next, metadata: { ...next.metadata, resourceVersion: wanted.metadata.resourceVersion ?? '' } }, writerOf(call, options))
  })
  return answerJson(scaleOf(scaled))
}

/** What the request makes of a Scale. */
async function readChange(call: Call, options: WriteOptions): Promise<(scale: KubeObject) => KubeObject> {
  const { request } = call
  if (request.method === 'PUT') {
    const { object } = await decodeRequest(request, kind, options.fieldValidation)
    return () => object
  }
  const type = readContentType(request, [
    'application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml',
  ])
  const body = decodeText(await readBody(request))
  const schema = schemaOfKind(kind) ?? { type: 'any' }
  if (type === 'application/apply-patch+yaml') {
    const writer = { ...writerOf(call, options), apiVersion: 'autoscaling/v1', schema }
    return (scale) => applyObject(scale, JSON.parse(body) as KubeObject, writer, options.force === true) as unknown as KubeObject
  }
  return (scale) => patchObject(scale, type as PatchType, body, schema, options.fieldValidation).object as unknown as KubeObject
}

function readReplicas(scale: KubeObject): number {
  const replicas = (scale['spec'] as { readonly replicas?: unknown } | undefined)?.replicas ?? 0
  if (typeof replicas !== 'number') throw badRequest('spec.replicas must be a number')
  if (replicas >= 0) return replicas
  throw invalid({ kind: 'Scale', group: 'autoscaling' }, scale.metadata.name ?? '', [invalidField('spec.replicas', replicas, 'must be greater than or equal to 0')])
}
