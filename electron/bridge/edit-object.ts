import type { DocumentError, EditReport, Input } from '../../shared/ipc/contract.ts'
import { formatRef, type KubeObject } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import type { Cluster } from '../cluster/index.ts'
import type { ManifestReader } from '../manifest/index.ts'
import { equalJson } from '../registry/index.ts'
import { explainRefusal } from './explain-refusal.ts'

/**
 * Puts an object's edited YAML in its place, as `kubectl edit` does. What kubelets and controllers said of it in the meantime stays; a change
 * of anything else in between is a Conflict.
 */
export async function editObject(cluster: Cluster, reader: Pick<ManifestReader, 'readManifestText'>, { ref, before, text }: Input<'object:edit'>): Promise<EditReport> {
  const name = `${ref.kind.toLowerCase()}-${ref.name}.yaml`
  const [edited, start] = await Promise.all([text, before].map(async (one) => (await reader.readManifestText(name, one)).documents))
  const document = edited?.[0]
  if (document === undefined || edited?.length !== 1) return refuse([{ message: 'the edited file must hold one object' }])
  if (document.object === undefined) return refuse(document.errors)
  if (!equalJson(ref, refOf(document.object))) return refuse([{ message: 'At least one of apiVersion, kind and name was changed' }])
  try {
    const wanted = refresh(document.object, start?.[0]?.object, cluster.get(ref))
    const { undo } = await cluster.update(wanted)
    return { accepted: true, verb: undo === undefined ? 'unchanged' : 'edited', objects: [formatRef(ref)], ...(undo === undefined ? {} : { undo }) }
  } catch (error) {
    if (error instanceof StatusError) return refuse(explainRefusal(document, error), error.status.reason)
    throw error
  }
}

const refuse = (errors: readonly DocumentError[], reason = 'BadRequest'): EditReport => ({ accepted: false, reason, errors })

const refOf = ({ apiVersion, kind, metadata: { namespace = '', name } }: KubeObject) => ({ apiVersion, kind, namespace, name })

/** The edited object as one of the newest revision, when nothing but the status has changed since the edit began. */
function refresh(edited: KubeObject, start: KubeObject | undefined, current: KubeObject): KubeObject {
  if (start === undefined || !equalJson(settled(start), settled(current))) return edited
  return { ...edited, metadata: { ...edited.metadata, resourceVersion: current.metadata.resourceVersion! } }
}

/** What a person edits: all but the status and the revision. */
function settled({ status: _status, metadata: { resourceVersion: _version, ...metadata }, ...body }: KubeObject): object {
  return { ...body, metadata }
}
