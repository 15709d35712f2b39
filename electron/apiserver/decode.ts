import type { KubeObject } from '../../shared/model/index.ts'
import { acceptCustom, type Kind } from '../registry/index.ts'
import { type FieldValidation, type GroupVersionKind, schemaOfKind } from '../schema/index.ts'
import type { ApiRequest } from './api-request.ts'
import { decodeText, readBody, readContentType } from './body.ts'
import { decodeBody } from './json-body/index.ts'
import { decodeProtobufBody, PROTOBUF_CONTENT_TYPE } from './protobuf/index.ts'
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
export async function decodeRequest(request: ApiRequest, expected: Expected, validation: FieldValidation): Promise<Decoded> {
  const type = readContentType(request)
  const decoded = decodeBytes(await readBody(request), type, expected, validation)
  const { registered } = expected
  if (registered?.schema === undefined) return decoded
  const { object, warnings } = acceptCustom(registered, { ...decoded.object }, validation)
  return { object: object as unknown as KubeObject, warnings: [...decoded.warnings, ...warnings] }
}

function decodeBytes(bytes: Uint8Array, type: string, kind: GroupVersionKind, validation: FieldValidation): Decoded {
  const schema = schemaOfKind(kind) ?? { type: 'any' }
  const { object, warnings } = type === PROTOBUF_CONTENT_TYPE
    ? decodeProtobufBody(bytes, kind, schema, validation)
    : decodeBody(type === 'application/yaml' ? yamlToJson(decodeText(bytes)) : decodeText(bytes), kind, schema, validation)
  return { object: { ...object, metadata: object['metadata'] ?? {} } as unknown as KubeObject, warnings }
}

/** The options of a deletion: a body is not needed. */
export async function decodeOptional(request: ApiRequest, kind: GroupVersionKind): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readBody(request)
  return bytes.byteLength === 0 ? {} : decodeBytes(bytes, readContentType(request), kind, 'Ignore').object
}
