import { apiTable, type FieldRow, findType, type TableType } from '../../schema/index.ts'
import { extensionsOf, kindExtension, NAMED_SCALARS, SCALARS } from './openapi-definitions.ts'

// Field numbers of gnostic's openapi.v2 messages.
const DOCUMENT = { swagger: 1, info: 2, paths: 8, definitions: 9 }
const INFO = { title: 1, version: 2 }
const SCHEMA = { ref: 1, format: 2, description: 4, required: 19, additionalProperties: 21, type: 22, items: 23, properties: 25, extension: 31 }
/** A named pair, its value; a list of types; a map of pairs: each holds its own in fields 1 and 2. */
const [NAME, VALUE] = [1, 2]
const [MEMBER, YAML] = [1, 2]
const REF = '#/definitions/'

/** `/openapi/v2` in protobuf: the definitions of these types and no paths. Read by `explain --output=plaintext-openapiv2` and old clients. */
export function encodeOpenApiV2(names: ReadonlySet<string>): Uint8Array {
  const scalars = new Map(Object.values(NAMED_SCALARS))
  const definitions = [...names].toSorted().flatMap((name) => {
    const type = findType(name)
    const format = scalars.get(name)?.['format']
    if (type !== undefined) return [pair(name, encodeDefinition(type))]
    return scalars.has(name) ? [pair(name, encodeScalar('string', format))] : []
  })
  return Buffer.concat([
    encodeText(DOCUMENT.swagger, '2.0'),
    encodeField(DOCUMENT.info, Buffer.concat([encodeText(INFO.title, 'Kubernetes'), encodeText(INFO.version, apiTable.version)])),
    encodeText(DOCUMENT.paths, ''),
    encodeField(DOCUMENT.definitions, Buffer.concat(definitions)),
  ])
}

function encodeDefinition({ d, f, k }: TableType): Buffer {
  const fields = Object.entries(f)
  const properties = fields.map(([field, row]) => pair(field, encodeProperty(row)))
  return Buffer.concat([
    encodeText(SCHEMA.description, d),
    encodeTypeName('object'),
    ...fields.filter(([, row]) => row[2] === 1).map(([field]) => encodeText(SCHEMA.required, field)),
    ...(properties.length === 0 ? [] : [encodeField(SCHEMA.properties, Buffer.concat(properties))]),
    ...Object.entries(k === undefined ? {} : kindExtension({ group: k[0], version: k[1], kind: k[2] })).map(([name, value]) => encodeExtension(name, value)),
  ])
}

function encodeProperty([type, description, , facts]: FieldRow): Buffer {
  const extensions = extensionsOf(facts).map(([name, value]) => encodeExtension(name, value))
  return Buffer.concat([encodeType(type), ...(description === '' ? [] : [encodeText(SCHEMA.description, description)]), ...extensions])
}

function encodeType(type: string): Buffer {
  const rest = type.slice(1)
  switch (type.charAt(0)) {
    case '[': return Buffer.concat([encodeTypeName('array'), encodeField(SCHEMA.items, encodeField(MEMBER, encodeType(rest)))])
    case '{': return Buffer.concat([encodeTypeName('object'), encodeField(SCHEMA.additionalProperties, encodeField(MEMBER, encodeType(rest)))])
    case '#': return encodeText(SCHEMA.ref, REF + rest)
    default: {
      if (NAMED_SCALARS[type] !== undefined) return encodeText(SCHEMA.ref, REF + NAMED_SCALARS[type][0])
      const format = SCALARS[type]?.['format']
      return encodeScalar(String(SCALARS[type]?.['type']), format)
    }
  }
}

function encodeScalar(type: string, format: unknown): Buffer {
  return Buffer.concat([encodeTypeName(type), ...(typeof format === 'string' ? [encodeText(SCHEMA.format, format)] : [])])
}

function encodeTypeName(name: string): Buffer {
  return encodeField(SCHEMA.type, encodeText(MEMBER, name))
}

function encodeExtension(name: string, value: unknown): Buffer {
  return encodeField(SCHEMA.extension, Buffer.concat([encodeText(NAME, name), encodeField(VALUE, encodeText(YAML, JSON.stringify(value)))]))
}

function pair(name: string, value: Buffer): Buffer {
  return encodeField(MEMBER, Buffer.concat([encodeText(NAME, name), encodeField(VALUE, value)]))
}

function encodeText(number: number, text: string): Buffer {
  return encodeField(number, Buffer.from(text))
}

function encodeField(number: number, value: Buffer): Buffer {
  return Buffer.concat([encodeVarint(number * 8 + 2), encodeVarint(value.length), value])
}

function encodeVarint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Buffer.from([...bytes, rest])
}
