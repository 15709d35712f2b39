import { invalidField, type Lease, validateSubdomainName } from '../../shared/model/index.ts'
import { validateCount } from './count.ts'
import { allowAll, defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

export const lease = defineKind<Lease>({
  kind: 'Lease', apiVersion: 'coordination.k8s.io/v1', plural: 'leases', singular: 'lease', shortNames: [],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ spec: { leaseDurationSeconds: seconds, leaseTransitions } = {} }) => [
    ...(seconds === undefined || seconds > 0 ? [] : [invalidField('spec.leaseDurationSeconds', seconds, 'must be greater than 0')]),
    ...validateCount(leaseTransitions, 'spec.leaseTransitions'),
  ],
  validateUpdate: allowAll,
  table: {
    columns: describeColumns('Name', 'Holder', 'Age'),
    row: (object) => [object.metadata.name ?? '', object.spec?.holderIdentity ?? '', ageOf(object)],
  },
})
