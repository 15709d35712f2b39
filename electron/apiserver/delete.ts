import { invalidField, type StoredObject, unsupportedField } from '../../shared/model/index.ts'
import { badRequest, conflict, invalid } from '../../shared/status/index.ts'
import type { ClusterTransaction, DeleteOptions } from '../cluster/index.ts'
import { answerJson, buildSuccess } from './answer.ts'
import { answerObject } from './answer-object.ts'
import type { Call } from './call.ts'
import { decodeOptional } from './decode.ts'
import { answerPage } from './list.ts'
import { readListOptions } from './list-options.ts'
import { readPage } from './pages.ts'
import { readSelection } from './selection.ts'
import { findLive } from './live.ts'
import { checkDryRun } from './write-options.ts'
import { write } from './writing.ts'

interface Deletion extends DeleteOptions {
  readonly dryRun: boolean
  readonly preconditions: { readonly uid?: string; readonly resourceVersion?: string }
}

const policies: readonly string[] = ['Foreground', 'Background', 'Orphan']
const optionsKind = { group: '', version: 'v1', kind: 'DeleteOptions' }
/** Kinds whose deletion is answered with the object, whatever became of it. */
const shown = new Set(['Pod', 'Service', 'ServiceAccount', 'PersistentVolumeClaim', 'PersistentVolume', 'ResourceQuota', 'PodTemplate'])

/** DELETE of an object: the object when it is only marked, else a Status. Throws NotFound, Forbidden, Conflict or Invalid. */
export async function answerDelete(call: Call): Promise<Response> {
  const options = await readDeletion(call)
  let gone = false
  const object = await write(call.cluster, options, 'deleted', (tx) => {
    const live = findLive(tx, call)
    checkPreconditions(call, live, options)
    const deleted = tx.delete(live, options)
    gone = tx.find(call.resource.key, call.route.namespace, call.route.name) === undefined
    return deleted
  })
  if (!gone || shown.has(call.resource.kind)) return answerObject(call, object)
  const { group, plural } = call.resource
  return answerJson(buildSuccess({ name: object.metadata.name, ...(group === '' ? {} : { group }), kind: plural, uid: object.metadata.uid }))
}

/** DELETE of a collection: all that its selectors take, in one transaction; 200 with the list of them. */
export async function answerDeleteCollection(call: Call): Promise<Response> {
  const { cluster, query, resource } = call
  const options = await readDeletion(call)
  const page = await readPage(call, readListOptions(query), readSelection(call))
  const { items } = page
  const deleteAll = (tx: ClusterTransaction) => {
    for (const item of items) {
      const live = tx.find(resource.key, item.metadata.namespace ?? '', item.metadata.name)
      if (live?.metadata.uid === item.metadata.uid) tx.delete(live, options)
    }
  }
  if (options.dryRun) await Promise.resolve()
  else await cluster.perform(() => `deleted ${items.length} ${resource.plural}`, deleteAll)
  return answerPage(call, page)
}

function checkPreconditions({ resource }: Call, { metadata }: StoredObject, { preconditions }: Deletion): void {
  const { uid, resourceVersion } = preconditions
  const refuse = (what: string, wanted: string, found: string) =>
    conflict(resource, metadata.name, `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`)
  if (uid !== undefined && uid !== metadata.uid) throw refuse('UID', uid, metadata.uid)
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) throw refuse('ResourceVersion', resourceVersion, metadata.resourceVersion)
}

/** The options of a body, or of the query for what a body does not say. */
async function readDeletion({ query, request }: Call): Promise<Deletion> {
  const body = await decodeOptional(request, optionsKind)
  const given = (body['preconditions'] ?? {}) as Deletion['preconditions']
  const grace = body['gracePeriodSeconds'] ?? readGrace(query.get('gracePeriodSeconds'))
  const orphan = body['orphanDependents'] ?? query.get('orphanDependents')
  const asked = body['propagationPolicy'] ?? query.get('propagationPolicy')
  const dryRun = ((body['dryRun'] as readonly string[] | undefined) ?? query.getAll('dryRun')).filter((value) => value !== '')
  const policy = asked ?? (orphan === true || orphan === 'true' ? 'Orphan' : undefined)
  const errors = [
    ...checkDryRun(dryRun),
    ...(policy === undefined || policy === null || policies.includes(policy as string) ? [] : [unsupportedField('propagationPolicy', policy, [...policies, 'nil'])]),
    ...(asked && orphan !== undefined && orphan !== null
      ? [invalidField('propagationPolicy', asked, 'orphanDependents and deletionPropagation cannot be both set')] : []),
  ]
  if (errors.length > 0) throw invalid({ kind: 'DeleteOptions', group: 'meta.k8s.io' }, '', errors)
  return {
    dryRun: dryRun.length > 0,
    preconditions: given,
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
    ...(typeof policy === 'string' ? { propagationPolicy: policy as NonNullable<DeleteOptions['propagationPolicy']> } : {}),
  }
}

function readGrace(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}
