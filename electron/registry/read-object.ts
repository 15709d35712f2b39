import { undecodable } from '../../shared/status/index.ts'
import {
  type AcceptedObject, acceptObject, asJsonObject, checkValue, type FieldValidation, formatGroupVersion, formatStrictError, type JsonObject, normalizeObject,
  parseGroupVersion, schemaOfKind, schemaOfType,
} from '../schema/index.ts'
import { findUnknownFields } from './custom-defaults.ts'
import type { Kind } from './kind.ts'

/** An object of the kind, as `acceptObject` gives it; a custom one as `acceptCustom` does. Throws BadRequest. */
export function readObject(kind: Kind, object: JsonObject, validation: FieldValidation): AcceptedObject {
  const own = { ...parseGroupVersion(kind.apiVersion), kind: kind.kind }
  return kind.schema === undefined ? acceptObject(object, own, schemaOfKind(own) ?? { type: 'any' }, validation) : acceptCustom(kind, object, validation)
}

/**
 * A custom object as the API server reads it: its own schema says what it may have, and wrong types in it are the validation's matter, but for
 * those in the metadata. Fields that its schema does not know go when it is written. Throws BadRequest in the API server's words.
 */
export function acceptCustom({ apiVersion, kind, schema = {} }: Kind, object: JsonObject, validation: FieldValidation): AcceptedObject {
  const { group, version } = parseGroupVersion(apiVersion)
  const describe = (why: string): string => `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${why}`
  const given = object['metadata'] ?? {}
  const ofMetadata = schemaOfType('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  const { decodeError, field, strictErrors } = checkValue(ofMetadata, given)
  const fieldInMetadata = field === undefined || field === '' ? 'metadata' : `metadata.${field}`
  if (decodeError !== undefined) throw undecodable(describe(decodeError), fieldInMetadata)
  const read = { ...object, apiVersion: formatGroupVersion({ group, version }), kind, metadata: normalizeObject(ofMetadata, asJsonObject(given)) }
  if (validation === 'Ignore') return { object: read, warnings: [] }
  const unknownFields = findUnknownFields(object, schema)
  const problems = [
    ...strictErrors.map((problem) => problem.replace('field "', 'field "metadata.')),
    ...unknownFields.map((unknown) => `unknown field ${JSON.stringify(unknown)}`),
  ]
  if (problems.length === 0 || validation === 'Warn') return { object: read, warnings: problems }
  throw undecodable(describe(formatStrictError(problems)), strictErrors.length > 0 ? fieldInMetadata : unknownFields[0] ?? '')
}
