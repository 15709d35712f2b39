import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import type { Matches, NamespaceEntry } from '../state/index.ts'

/** Where a row stands among its siblings. */
interface Place {
  readonly id: string
  readonly level: number
  readonly position: number
  readonly setSize: number
}

export type OutlineRow =
  | Place & { readonly type: 'namespace'; readonly entry: NamespaceEntry; readonly open: boolean }
  | Place & { readonly type: 'group'; readonly kind: string; readonly count: number; readonly open: boolean }
  /** The object is as it was when the row was made; the replica knows it as it is. */
  | Place & { readonly type: 'object'; readonly object: ObjectSummary }

/** Which pods are listed: every one, those that match, or those that match and nothing that holds none of them. */
export type Listed = { readonly pods: 'all' } | { readonly pods: 'matching'; readonly matches: Matches; readonly isolated: boolean }

export const namespaceId = (name: string): string => `namespace/${name}`
export const groupId = (namespace: string, kind: string): string => `group/${namespace}/${kind}`

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number => byText(a.name, b.name)

/** The uid of the object a row stands for; null for groups and for namespaces that are only known by name. */
export function uidOf(row: OutlineRow): string | null {
  if (row.type === 'object') return row.object.uid
  return row.type === 'namespace' ? (row.entry.object?.uid ?? null) : null
}

/** The plural of a kind, as Kubernetes' own documents write it: `Deployments`, `Ingresses`, `NetworkPolicies`, `Endpoints`. */
export function pluralKind(kind: string): string {
  if (kind.endsWith('ss')) return `${kind}es`
  if (kind.endsWith('s')) return kind
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`
}

/** What is written in a row: an object's name, or a kind's plural. */
export function nameOf(row: OutlineRow): string {
  if (row.type === 'object') return row.object.name
  return row.type === 'namespace' ? row.entry.name : pluralKind(row.kind)
}
