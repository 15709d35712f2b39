import { tooLargeRevision } from '../../shared/status/index.ts'
import { answerObject } from './answer-object.ts'
import type { Call } from './call.ts'
import { readRevision } from './list-options.ts'
import { readLive } from './live.ts'

/** GET of an object or of its status. Throws NotFound. */
export function answerGet(call: Call): Response {
  const { cluster, query } = call
  const asked = readRevision(query.get('resourceVersion'))
  if (asked !== undefined && asked > cluster.revision) throw tooLargeRevision(asked, cluster.revision)
  return answerObject(call, readLive(call))
}
