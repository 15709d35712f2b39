import { quoteGo } from '../../../shared/model/index.ts'
import { badRequest } from '../../../shared/status/index.ts'
import {
  acceptObject, type AcceptedObject, type FieldValidation, type GroupVersionKind, parseGroupVersion, type Schema, schemaOfKind,
} from '../../schema/index.ts'
import { decodeMessage, hasMessage } from './decode-message.ts'
import { BadMessage, readBytes, readFields, readText } from './wire.ts'

export const PROTOBUF_CONTENT_TYPE = 'application/vnd.kubernetes.protobuf'

const PREFIX = [0x6b, 0x38, 0x73, 0x00]
// Fields of runtime.Unknown and of the TypeMeta in it.
const TYPE_META = 1
const RAW = 2
const CONTENT_ENCODING = 3
const API_VERSION = 1
const KIND = 2

/**
 * A protobuf request body (`k8s\0` and a runtime.Unknown) as `decodeBody` gives one of JSON. Known are the kinds that kubectl and helm send so;
 * kubectl never sends others. Throws BadRequest for what cannot be read.
 */
export function decodeProtobufBody(bytes: Uint8Array, expected: GroupVersionKind, schema: Schema, validation: FieldValidation): AcceptedObject {
  let claimed: GroupVersionKind | undefined
  try {
    const { apiVersion, kind, raw } = readEnvelope(bytes)
    claimed = { ...(apiVersion === '' ? expected : parseGroupVersion(apiVersion)), kind: kind === '' ? expected.kind : kind }
    const message = schemaOfKind(claimed)
    if (message?.type !== 'struct' || !hasMessage(message)) throw new BadMessage('its protobuf form is not known here; send JSON')
    const object = { ...decodeMessage(raw, message), ...(apiVersion === '' ? {} : { apiVersion }), kind: claimed.kind }
    return acceptObject(object, expected, schema, validation)
  } catch (problem) {
    if (!(problem instanceof BadMessage)) throw problem
    if (claimed === undefined) throw badRequest(`the object provided is unrecognized (must be of type ${expected.kind}): ${problem.message}`)
    throw badRequest(`${claimed.kind} in version ${quoteGo(claimed.version)} cannot be handled as a ${expected.kind}: ${problem.message}`)
  }
}

/** Whether a body begins as Kubernetes' protobuf does. */
export function isProtobuf(bytes: Uint8Array): boolean {
  return PREFIX.every((byte, index) => bytes[index] === byte)
}

function readEnvelope(bytes: Uint8Array): { readonly apiVersion: string; readonly kind: string; readonly raw: Uint8Array } {
  if (!isProtobuf(bytes)) throw new BadMessage(`provided data does not appear to be a protobuf message, expected prefix [${PREFIX.join(' ')}]`)
  let [apiVersion, kind] = ['', '']
  let raw: Uint8Array = new Uint8Array()
  for (const { number, value } of readFields(bytes.subarray(PREFIX.length))) {
    if (number === RAW) raw = readBytes(value)
    if (number === CONTENT_ENCODING && readBytes(value).length > 0) throw new BadMessage('encoded bodies are not supported')
    if (number !== TYPE_META) continue
    for (const field of readFields(readBytes(value))) {
      if (field.number === API_VERSION) apiVersion = readText(field.value)
      if (field.number === KIND) kind = readText(field.value)
    }
  }
  return { apiVersion, kind, raw }
}
