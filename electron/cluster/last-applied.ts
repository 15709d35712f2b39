import type { KubeObject, StoredObject } from '../../shared/model/index.ts'

/** Where kubectl keeps the manifest that an object was last applied from. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** The object with the text of its manifest in the annotation, written as kubectl does: as it was given, keys sorted, a line end after. */
export function withLastApplied(object: KubeObject, given: KubeObject): KubeObject {
  const { [lastApplied]: _older, ...annotations } = given.metadata.annotations ?? {}
  const text = `${stringifySorted({ ...given, metadata: { ...given.metadata, annotations } })}\n`
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [lastApplied]: text } } }
}

/** The manifest an object was last applied from; undefined when it was made in another way. */
export function readLastApplied(object: StoredObject): Readonly<Record<string, unknown>> | undefined {
  const text = object.metadata.annotations?.[lastApplied]
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    // Anyone may write an annotation.
    return undefined
  }
}

function stringifySorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stringifySorted).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const fields = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${stringifySorted(item)}`).join(',')}}`
}
