import { type Namespace, validateLabelName } from '../../shared/model/index.ts'
import { fill } from './fill.ts'
import { allowAll, defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

export const namespace = defineKind<Namespace>({
  kind: 'Namespace', apiVersion: 'v1', plural: 'namespaces', singular: 'namespace', shortNames: ['ns'],
  namespaced: false, nameRule: validateLabelName,
  withDefaults: (object) => {
    const labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name ?? '' }
    return { ...fill(object, { spec: { finalizers: ['kubernetes'] } }), metadata: { ...object.metadata, labels } }
  },
  validate: () => [],
  validateUpdate: allowAll,
  initialStatus: () => ({ phase: 'Active' }),
  table: {
    columns: describeColumns('Name', 'Status', 'Age'),
    row: (object) => [object.metadata.name ?? '', object.status?.phase ?? '', ageOf(object)],
  },
})
