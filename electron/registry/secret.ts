import { Buffer } from 'node:buffer'
import { invalidField, type Secret, validateSubdomainName } from '../../shared/model/index.ts'
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
  validate: ({ data = {} }) => [...validateDataKeys(data, 'data'), ...validateSize(Object.values(data), 'data')],
  validateUpdate: (next, current) => [
    ...(next.type === current.type ? [] : [invalidField('type', next.type, 'field is immutable')]),
    ...validateImmutableData(next, current, ['data']),
  ],
  table: {
    columns: describeColumns('Name', 'Type', 'Data', 'Age'),
    row: (object) => [object.metadata.name ?? '', object.type ?? '', Object.keys(object.data ?? {}).length, ageOf(object)],
  },
})
