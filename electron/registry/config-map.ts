import { Buffer } from 'node:buffer'
import { type ConfigMap, validateSubdomainName } from '../../shared/model/index.ts'
import { validateDataKeys, validateImmutableData, validateSize } from './data.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

export const configMap = defineKind<ConfigMap>({
  kind: 'ConfigMap', apiVersion: 'v1', plural: 'configmaps', singular: 'configmap', shortNames: ['cm'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ data = {}, binaryData = {} }) => [
    ...validateDataKeys(data, 'data'),
    ...validateDataKeys(binaryData, 'binaryData', data),
    ...validateSize([...Object.values(data), ...Object.values(binaryData).map((text) => Buffer.from(text, 'base64'))], ''),
  ],
  validateUpdate: (next, current) => validateImmutableData(next, current, ['data', 'binaryData']),
  table: {
    columns: describeColumns('Name', 'Data', 'Age'),
    row: (object) => [object.metadata.name ?? '', Object.keys(object.data ?? {}).length + Object.keys(object.binaryData ?? {}).length, ageOf(object)],
  },
})
