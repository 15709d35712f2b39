import { Buffer } from 'node:buffer'
import { type FieldError, invalidField, requiredField, type Secret, validateSubdomainName } from '../../shared/model/index.ts'
import { validateDataKeys, validateImmutableData, validateSize } from './data.ts'
import { fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

export const secret = defineKind<Secret>({
  kind: 'Secret', apiVersion: 'v1', plural: 'secrets', singular: 'secret', shortNames: [],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: ({ stringData, ...object }) => {
    const written = Object.entries(stringData ?? {}).map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const)
    const secret = fill(object as Secret, { type: 'Opaque' })
    return written.length === 0 ? secret : { ...secret, data: { ...secret.data, ...Object.fromEntries(written) } }
  },
  validate: (object) => [
    ...validateDataKeys(object.data ?? {}, 'data'), ...validateSize(Object.values(object.data ?? {}).map(decodeBytes), 'data'), ...validateType(object),
  ],
  validateUpdate: (next, current) => [
    ...(next.type === current.type ? [] : [invalidField('type', next.type, 'field is immutable')]),
    ...validateImmutableData(next, current, ['data']),
  ],
  table: {
    columns: describeColumns('Name', 'Type', 'Data', 'Age'),
    row: (object) => [object.metadata.name ?? '', object.type ?? '', Object.keys(object.data ?? {}).length, ageOf(object)],
  },
})

/** The limit is on what is kept, not on how it is written. */
function decodeBytes(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}

/** What Kubernetes asks of the types that it knows. */
function validateType({ type, data = {}, metadata }: Secret): readonly FieldError[] {
  const demand = (...keys: readonly string[]) => keys.filter((key) => data[key] === undefined).map((key) => requiredField(`data[${key}]`, ''))
  switch (type) {
    case 'kubernetes.io/service-account-token': {
      const account = 'kubernetes.io/service-account.name'
      return metadata.annotations?.[account] ? [] : [requiredField(`metadata.annotations[${account}]`, '')]
    }
    case 'kubernetes.io/dockercfg': return [...demand('.dockercfg'), ...validateJson(data, '.dockercfg')]
    case 'kubernetes.io/dockerconfigjson': return [...demand('.dockerconfigjson'), ...validateJson(data, '.dockerconfigjson')]
    case 'kubernetes.io/basic-auth': return data['username'] === undefined && data['password'] === undefined ? demand('username', 'password') : []
    case 'kubernetes.io/ssh-auth': return demand('ssh-privatekey')
    case 'kubernetes.io/tls': return demand('tls.crt', 'tls.key')
    default: return []
  }
}

function validateJson(data: Readonly<Record<string, string>>, key: string): readonly FieldError[] {
  const text = data[key]
  if (text === undefined) return []
  const json = Buffer.from(text, 'base64').toString('utf8')
  try {
    JSON.parse(json)
    return []
  } catch {
    const [first] = json.trim()
    const problem = first === undefined || '{['.includes(first) ? 'unexpected end of JSON input' : `invalid character '${first}' looking for beginning of value`
    return [invalidField(`data[${key}]`, '<secret contents redacted>', problem)]
  }
}
