import { requiredField } from '../../../shared/model/index.ts'
import { badRequest, conflict, invalid } from '../../../shared/status/index.ts'
import { answerJson, buildSuccess } from '../answer.ts'
import type { Call } from '../call.ts'
import { decodeRequest } from '../decode.ts'
import { findLive } from '../live.ts'
import { readWriteOptions } from '../write-options.ts'
import { write } from '../writing.ts'

/** POST of `binding`: what a scheduler sends. Throws Conflict for a pod that has a node. */
export async function answerBinding(call: Call): Promise<Response> {
  const { cluster, query, request, resource, route } = call
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'CreateOptions')
  const { object } = await decodeRequest(request, { group: '', version: 'v1', kind: 'Binding' }, options.fieldValidation)
  const { kind = 'Node', name: node = '' } = (object['target'] ?? {}) as { readonly kind?: string; readonly name?: string }
  if (kind !== 'Node') throw badRequest(`Binding.target.kind: Unsupported value: ${JSON.stringify(kind)}: supported values: "Node", "<empty>"`)
  if (node === '') throw invalid({ kind: 'Binding', group: '' }, route.name, [requiredField('target.name', '')])
  await write(cluster, options, 'bound', (tx) => {
    const pod = findLive(tx, call)
    const { nodeName } = (pod['spec'] ?? {}) as { readonly nodeName?: string }
    if (pod.metadata.deletionTimestamp !== undefined) throw conflict(resource, route.name, `pod ${route.name} is being deleted, cannot be assigned to a host`)
    if (nodeName) throw conflict(resource, route.name, `pod ${route.name} is already assigned to node ${JSON.stringify(nodeName)}`)
    return tx.bind(pod, node)
  })
  return answerJson(buildSuccess(undefined, 201), 201)
}
