import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import type { ClusterTransaction } from '../cluster/index.ts'
import { isJsonObject, type JsonObject, own, textOf } from '../schema/index.ts'
import { answerObject } from './answer-object.ts'
import { decodeText, readBody, readContentType } from './body.ts'
import type { Call } from './call.ts'
import { isUnchanged, writerOf } from './fields.ts'
import { findLive } from './live.ts'
import { applyObject, type FieldWriter, patchObject, type PatchType } from './patch/index.ts'
import { checkName, keepObject, placeObject } from './place.ts'
import { parseJson } from './json-body/index.ts'
import { put, store } from './update.ts'
import { readWriteOptions, type WriteOptions } from './write-options.ts'
import { warningsOf } from './warnings.ts'
import { write } from './writing.ts'
import { yamlToJson } from './yaml.ts'

const APPLY = 'application/apply-patch+yaml'
const STRATEGIC = 'application/strategic-merge-patch+json'
const patchTypes: readonly string[] = ['application/json-patch+json', 'application/merge-patch+json', STRATEGIC, APPLY]

/** PATCH of an object or of its status, in four dialects: 200, or 201 when a server-side apply created it. */
export async function answerPatch(call: Call): Promise<Response> {
  const { query, request, resource } = call
  const type = readContentType(request, resource.schema === undefined ? patchTypes : patchTypes.filter((one) => one !== STRATEGIC))
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'PatchOptions')
  const body = decodeText(await readBody(request))
  return type === APPLY ? answerApply(call, body, options) : answerEdit(call, type as PatchType, body, options)
}

async function answerEdit(call: Call, type: PatchType, body: string, options: WriteOptions): Promise<Response> {
  if (options.force !== undefined) throw badRequest('force: Forbidden: may not be specified for non-apply patch')
  const { cluster, resource } = call
  const writer = writerOf(call, options)
  let warnings: readonly string[] = []
  const patched = await write(cluster, options, 'patched', (tx) => {
    const live = findLive(tx, call)
    const shown = resource.conversion?.show(live) ?? live
    const outcome = patchObject(shown, type, body, resource.structure, options.fieldValidation)
    warnings = outcome.warnings
    const next = identify(outcome.object, shown)
    checkName(call, next)
    return store(tx, call, keepObject(call, placeObject(call, next)), writer)
  })
  return answerObject(call, patched, 200, [...warnings, ...warningsOf(call, patched)])
}

async function answerApply(call: Call, body: string, options: WriteOptions): Promise<Response> {
  if (!call.query.get('fieldManager')) throw badRequest('PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch')
  const applied = parseApplied(body)
  const writer = writerOf(call, options)
  let created = false
  const object = await write(call.cluster, options, 'applied', (tx) => {
    const live = tx.find(call.resource.key, call.route.namespace, call.route.name)
    created = live === undefined
    return apply(tx, call, live, applied, writer, options.force === true)
  })
  return answerObject(call, object, created ? 201 : 200, warningsOf(call, object))
}

function apply(tx: ClusterTransaction, call: Call, live: StoredObject | undefined, applied: JsonObject, writer: FieldWriter, force: boolean): StoredObject {
  const { conversion, registered } = call.resource
  const given = identify(applied, { apiVersion: textOf(applied, 'apiVersion'), kind: call.resource.kind })
  const merged = identify(applyObject(live, { ...(conversion?.keep(given) ?? given) }, writer, force), { apiVersion: writer.apiVersion, kind: call.resource.kind })
  checkName(call, merged)
  const placed = placeObject(call, merged)
  if (live === undefined) return tx.create(registered.withDefaults(placed))
  const next = registered.withDefaults(placed)
  if (isUnchanged(live, next)) return live
  return put(tx, call, next)
}

/** An object as what it must be, whatever a patch did to its kind and to the metadata as a whole. */
function identify(object: JsonObject, { apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): KubeObject {
  const metadata = own(object, 'metadata')
  return { ...object, apiVersion, kind, metadata: isJsonObject(metadata) ? metadata : {} }
}

function parseApplied(body: string): JsonObject {
  const parsed = parseJson(yamlToJson(body))
  if (!parsed.ok) throw badRequest(`error decoding YAML: ${parsed.error}`)
  if (!isJsonObject(parsed.value.value)) throw badRequest('error decoding YAML: json: cannot unmarshal the value into an object')
  return parsed.value.value
}
