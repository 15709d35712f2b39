import { type ServiceAccount, validateSubdomainName } from '../../shared/model/index.ts'
import { allowAll, defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

export const serviceAccount = defineKind<ServiceAccount>({
  kind: 'ServiceAccount', apiVersion: 'v1', plural: 'serviceaccounts', singular: 'serviceaccount', shortNames: ['sa'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: () => [],
  validateUpdate: allowAll,
  table: {
    columns: describeColumns('Name', 'Secrets', 'Age'),
    row: (object) => [object.metadata.name ?? '', (object.secrets ?? []).length, ageOf(object)],
  },
})
