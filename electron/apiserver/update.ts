import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import type { ClusterTransaction } from '../cluster/index.ts'
import { answerObject } from './answer-object.ts'
import type { Call } from './call.ts'
import { decodeRequest } from './decode.ts'
import { trackFields, writerOf } from './fields.ts'
import { findLive } from './live.ts'
import type { FieldWriter } from './patch/index.ts'
import { checkName, keepObject, placeObject } from './place.ts'
import { readWriteOptions } from './write-options.ts'
import { warningsOf } from './warnings.ts'
import { write } from './writing.ts'

/** PUT of an object or of a part of it: 200 with the object as it is then. */
export async function answerUpdate(call: Call): Promise<Response> {
  const { cluster, query, request, resource } = call
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'UpdateOptions')
  const { object, warnings } = await decodeRequest(request, resource, options.fieldValidation)
  checkName(call, object)
  const placed = keepObject(call, placeObject(call, object))
  const writer = writerOf(call, options)
  const updated = await write(cluster, options, 'updated', (tx) => {
    findLive(tx, call)
    return store(tx, call, placed, writer)
  })
  return answerObject(call, updated, 200, [...warnings, ...warningsOf(call, updated)])
}

/** Puts an object, or the part of it that the path names, in the place of what is there. Throws NotFound, Conflict or Invalid. */
export function store(tx: ClusterTransaction, call: Call, next: KubeObject, writer: FieldWriter): StoredObject {
  const live = findLive(tx, call)
  const tracked = trackFields(live, next, call, writer)
  if (tracked === live) return live
  return put(tx, call, tracked)
}

/** Writes an object, or the part of it that the path names. */
export function put(tx: ClusterTransaction, { route }: Call, object: KubeObject): StoredObject {
  switch (route.subresource) {
    case 'status': return tx.updateStatus(object)
    case 'ephemeralcontainers': return tx.updateEphemeralContainers(object)
    default: return finishWhenDue(tx, tx.update(object))
  }
}

/** What was held up in its deletion by finalizers goes when the last of them is taken off. */
function finishWhenDue(tx: ClusterTransaction, object: StoredObject): StoredObject {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers = [] } = object.metadata
  if (deletionTimestamp !== undefined && finalizers.length === 0 && deletionGracePeriodSeconds === 0 && object.kind !== 'Namespace') tx.finish(object)
  return object
}
