import type { StoredObject } from '../../../shared/model/index.ts'
import { answerJson, buildSuccess } from '../answer.ts'
import type { Call } from '../call.ts'
import { decodeRequest } from '../decode.ts'
import { findLive } from '../update.ts'
import { checkDryRun, readWriteOptions } from '../write-options.ts'
import { write } from '../writing.ts'

/** POST of `eviction`: a deletion that a disruption budget may refuse, as `kubectl drain` asks for it. */
export async function answerEviction(call: Call): Promise<Response> {
  const { cluster, query, request } = call
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'CreateOptions')
  const { object } = await decodeRequest(request, { group: 'policy', version: 'v1', kind: 'Eviction' }, options.fieldValidation)
  const { gracePeriodSeconds, dryRun = [] } = (object['deleteOptions'] ?? {}) as { readonly gracePeriodSeconds?: number; readonly dryRun?: readonly string[] }
  const dry = options.dryRun || (dryRun.length > 0 && checkDryRun(dryRun).length === 0)
  await write(cluster, { dryRun: dry }, 'evicted', (tx): StoredObject =>
    tx.delete(findLive(tx, call), gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }))
  return answerJson(buildSuccess(undefined, 201), 201)
}
