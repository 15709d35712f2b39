import { tooLargeRevision } from '../../shared/status/index.ts'
import { answerObject } from './answer-object.ts'
import type { Call } from './call.ts'
import { readRevision } from './list-options.ts'
import { findLive } from './update.ts'

/** GET of an object or of its status. Throws NotFound. */
export function answerGet(call: Call): Response {
  const { cluster, query, resource } = call
  const asked = readRevision(query.get('resourceVersion'))
  if (asked !== undefined && asked > cluster.revision) throw tooLargeRevision(asked, cluster.revision)
  const { apiVersion } = resource.registered
  const find = (kind: string, namespace: string, name: string) => cluster.find({ apiVersion, kind, namespace, name })
  return answerObject(call, findLive({ find }, call))
}
