import { LAST_APPLIED, marshalJson, type KubeObject, type StoredObject } from '../../shared/model/index.ts'

/** The object with the text of its manifest in the annotation, written as kubectl does: as it was given, keys sorted, a line end after. */
export function withLastApplied(object: KubeObject, given: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _older, ...annotations } = given.metadata.annotations ?? {}
  const text = `${marshalJson({ ...given, metadata: { ...given.metadata, annotations } })}\n`
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [LAST_APPLIED]: text } } }
}

/** The manifest an object was last applied from; undefined when it was made in another way. */
export function readLastApplied(object: StoredObject): Readonly<Record<string, unknown>> | undefined {
  const text = object.metadata.annotations?.[LAST_APPLIED]
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    // Anyone may write an annotation.
    return undefined
  }
}
