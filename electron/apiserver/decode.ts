import type { KubeObject } from '../../shared/model/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import { findUnknownFields, type Kind } from '../registry/index.ts'
import { decodeText, readBody, readContentType } from './body.ts'
import { decodeProtobufBody, PROTOBUF_CONTENT_TYPE } from './protobuf/index.ts'
import { checkValue, decodeBody, type FieldValidation, formatGroupVersion, formatStrictError, type GroupVersionKind, normalizeObject, schemaOfKind, schemaOfType } from './schema/index.ts'
import { yamlToJson } from './yaml.ts'

/** An object of a request's body and what is to be warned of. */
export interface Decoded {
  readonly object: KubeObject
  readonly warnings: readonly string[]
}

interface Expected extends GroupVersionKind {
  readonly registered?: Kind
}

/** Reads a body of a kind, in JSON, YAML or protobuf. Throws UnsupportedMediaType, RequestEntityTooLarge or BadRequest. */
export async function decodeRequest(request: Request, expected: Expected, validation: FieldValidation): Promise<Decoded> {
  const type = readContentType(request)
  const decoded = decodeBytes(await readBody(request), type, expected, validation)
  return expected.registered?.schema === undefined ? decoded : checkCustom(decoded, expected, validation)
}

function decodeBytes(bytes: Uint8Array, type: string, kind: GroupVersionKind, validation: FieldValidation): Decoded {
  const schema = schemaOfKind(kind) ?? { type: 'any' }
  const { object, warnings } = type === PROTOBUF_CONTENT_TYPE
    ? decodeProtobufBody(bytes, kind, schema, validation)
    : decodeBody(type === 'application/yaml' ? yamlToJson(decodeText(bytes)) : decodeText(bytes), kind, schema, validation)
  return { object: { ...object, metadata: object['metadata'] ?? {} } as unknown as KubeObject, warnings }
}

/** A custom object's own schema says what it may have; wrong types in it are the validation's matter, but for those in the metadata. */
function checkCustom({ object, warnings }: Decoded, { group, kind, version, registered }: Expected, validation: FieldValidation): Decoded {
  const refuse = (why: string) => badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${why}`)
  const schema = schemaOfType('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  const { decodeError, strictErrors } = checkValue(schema, object.metadata)
  if (decodeError !== undefined) throw refuse(decodeError)
  const metadata = normalizeObject(schema, { ...object.metadata }) as KubeObject['metadata']
  const read = { ...object, apiVersion: formatGroupVersion({ group, version }), kind, metadata }
  if (validation === 'Ignore') return { object: read, warnings }
  const unknown = [
    ...strictErrors.map((problem) => problem.replace('field "', 'field "metadata.')),
    ...findUnknownFields(object, registered?.schema ?? {}).map((field) => `unknown field ${JSON.stringify(field)}`),
  ]
  if (unknown.length === 0 || validation === 'Warn') return { object: read, warnings: [...warnings, ...unknown] }
  throw refuse(formatStrictError(unknown))
}

/** The options of a deletion: a body is not needed. */
export async function decodeOptional(request: Request, kind: GroupVersionKind): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readBody(request)
  return bytes.byteLength === 0 ? {} : decodeBytes(bytes, readContentType(request), kind, 'Ignore').object
}
