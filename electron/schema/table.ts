import text from './api-table.json'

/** What the table says of a field beside its type: merge key, patch strategy, list type and keys, map type, enum, default ... */
export interface FieldFacts {
  readonly mk?: string
  readonly ps?: string
  readonly lt?: 'atomic' | 'set' | 'map'
  readonly lk?: readonly string[]
  readonly mt?: 'atomic' | 'granular'
  readonly e?: readonly string[]
  readonly def?: unknown
  /** Field number in the protobuf message, `2.1` for a field of an inlined message. */
  readonly n?: string
  /** 1 when a zero value is a value: the Go field is a pointer. */
  readonly z?: 1
  /** Set when Go's type always has the field: 1 as an empty struct if need be, 2 as null. */
  readonly a?: 1 | 2
}

/**
 * A field: type, description, 1 when required, facts. Type letters: s string, b boolean, i int32, l int64, n double, y bytes, t time,
 * m micro time, q quantity, x int or string, * anything, [T list, {T map, #name another type.
 */
export type FieldRow = readonly [type: string, description: string, required: number, facts?: FieldFacts]

export interface TableType {
  readonly d: string
  readonly f: Readonly<Record<string, FieldRow>>
  /** Group, version and kind, of types that are kinds. */
  readonly k?: readonly [group: string, version: string, kind: string]
  /** What is copied into the OpenAPI schema as it is. */
  readonly x?: Readonly<Record<string, unknown>>
}

export interface ApiTable {
  readonly version: string
  readonly types: Readonly<Record<string, TableType>>
}

export interface GroupVersionKind {
  /** '' for the core group. */
  readonly group: string
  readonly version: string
  readonly kind: string
}

export const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.'

/** The API types of Kubernetes 1.32, made by build/api-table.mjs: what OpenAPI, decoding, patches and protobuf all go by. */
// The compiler's own reading of half a megabyte of JSON says less than the row types above.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const apiTable = text as unknown as ApiTable

/** A type by its definition name (`io.k8s.api.core.v1.Pod`). */
export function findType(name: string): TableType | undefined {
  return Object.hasOwn(apiTable.types, name) ? apiTable.types[name] : undefined
}

const namesByKind: ReadonlyMap<string, string> = new Map(
  Object.entries(apiTable.types).flatMap(([name, { k }]) => (k === undefined ? [] : [[k.join('/'), name] as const])),
)

/** Definition name of a kind; the kinds that every group version has (`DeleteOptions`, `Status` ...) are found in each. */
export function nameOfKind({ group, version, kind }: GroupVersionKind): string | undefined {
  const name = namesByKind.get(`${group}/${version}/${kind}`)
  if (name !== undefined) return name
  return META_KINDS.has(kind) && findType(META + kind) ? META + kind : undefined
}

const META_KINDS: ReadonlySet<string> = new Set(['DeleteOptions', 'Status', 'WatchEvent', 'APIVersions', 'APIGroup', 'APIGroupList', 'APIResourceList'])

/** `v1` or `group/version` taken apart. */
export function parseGroupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/')
  return slash === -1 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

/** `v1` or `group/version`. */
export function formatGroupVersion({ group, version }: Pick<GroupVersionKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}
