import type { StoredObject } from '../../shared/model/index.ts'
import { answerText } from './answer.ts'
import type { Call } from './call.ts'
import { encodeObject, readEncoding } from './encoding.ts'
import { negotiate } from './media-types.ts'

/** Answers one object as the client wants to see it. Throws NotAcceptable. */
export function answerObject({ cluster, query, request, resource }: Call, object: StoredObject, code = 200, warnings: readonly string[] = []): Response {
  const encoding = readEncoding(negotiate(request.headers.get('accept')), query, resource)
  return answerText(encodeObject(encoding, object, cluster.clock.now()), { code, warnings })
}
