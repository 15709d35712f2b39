import { answerObject } from './answer-object.ts'
import type { Call } from './call.ts'
import { decodeRequest } from './decode.ts'
import { trackFields, writerOf } from './fields.ts'
import { keepObject, placeObject } from './place.ts'
import { readWriteOptions } from './write-options.ts'
import { warningsOf } from './warnings.ts'
import { write } from './writing.ts'

/** POST to a collection: 201 with the object created. */
export async function answerCreate(call: Call): Promise<Response> {
  const { cluster, query, request, resource } = call
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'CreateOptions')
  const { object, warnings } = await decodeRequest(request, resource, options.fieldValidation)
  const placed = keepObject(call, placeObject(call, object))
  const writer = writerOf(call, options)
  const created = await write(cluster, options, 'created', (tx) => tx.create(trackFields(undefined, placed, call, writer)))
  return answerObject(call, created, 201, [...warnings, ...warningsOf(call, created)])
}
