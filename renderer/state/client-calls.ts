import type { ApiCall } from '../../shared/ipc/contract.ts'
import type { Scope } from './matches.ts'

/** What a client calls itself: `kubectl` for `kubectl/v1.32.4 (linux/amd64) kubernetes/...`, `helm` for `Helm/3.17`. */
export function clientName(userAgent: string): string {
  const name = userAgent.split(/[/ ]/)[0]!.toLowerCase()
  return name === '' ? 'API' : name
}

/** The query of a call's path. */
export function queryOf(path: string): URLSearchParams {
  const mark = path.indexOf('?')
  return new URLSearchParams(mark === -1 ? '' : path.slice(mark + 1))
}

export type ClientChange = 'created' | 'changed' | 'deleted'

/** Resources that clients write on the way to something else. */
const IN_PASSING = new Set(['events', 'leases', 'tokenreviews', 'selfsubjectreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'subjectaccessreviews', 'localsubjectaccessreviews'])

/** What a call changed in the cluster, or null when it only looked, only tried, or was refused. */
export function changeOf({ verb, path, code, target }: ApiCall): ClientChange | null {
  if (target === undefined || code >= 400 || IN_PASSING.has(target.resource) || target.subresource === 'token' || queryOf(path).has('dryRun')) return null
  switch (verb) {
    case 'create': return target.subresource === 'eviction' ? 'deleted' : target.subresource === '' ? 'created' : 'changed'
    case 'update':
    case 'patch': return 'changed'
    case 'delete':
    case 'deletecollection': return 'deleted'
    default: return null
  }
}

/** A client's creations in one collection as one call that took as long as all of them, so that what they made is looked for once. */
export function joinCreations(calls: readonly ApiCall[]): readonly ApiCall[] {
  const joined = new Map<string | number, ApiCall>()
  for (const call of calls) {
    const { target, userAgent, id, time, duration } = call
    const key = target?.name === '' && changeOf(call) === 'created' ? `${userAgent} ${target.group}/${target.resource} ${target.namespace}` : id
    const first = joined.get(key)
    const began = Math.min(time - duration, first === undefined ? Infinity : first.time - first.duration)
    joined.set(key, { ...call, duration: time - began })
  }
  return [...joined.values()]
}

/** A question that a client put to the cluster and that the graph could show. */
export interface Listing {
  readonly client: string
  readonly selector: string
  readonly scope: Scope
}

/** The pods that kubectl listed by labels or in a namespace that had to be named; null for every other call. */
export function listingOf({ verb, path, userAgent, code, target }: ApiCall): Listing | null {
  const client = clientName(userAgent)
  if (client !== 'kubectl' || verb !== 'list' || code !== 200 || target?.resource !== 'pods' || target.group !== '') return null
  const query = queryOf(path)
  // Fields are no part of the window's question, and a page after the first is the same question.
  if (query.has('fieldSelector') || query.has('continue')) return null
  const selector = query.get('labelSelector') ?? ''
  if (selector === '' && (target.namespace === '' || target.namespace === 'default')) return null
  return { client, selector, scope: target.namespace === '' ? null : target.namespace }
}
