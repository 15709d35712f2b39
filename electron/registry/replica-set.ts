import { type ReplicaSet, validateSubdomainName } from '../../shared/model/index.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { defaultPodTemplate } from './pod-spec.ts'
import { validateSelectorChange, validateWorkload } from './workload.ts'
import { tableOfReplicas } from './replica-table.ts'
import { formatLabelSelector } from './table.ts'

export const replicaSet = defineKind<ReplicaSet>({
  kind: 'ReplicaSet', apiVersion: 'apps/v1', plural: 'replicasets', singular: 'replicaset', shortNames: ['rs'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => changeField(fill(spec, { replicas: 1 }), 'template', defaultPodTemplate)),
  validate: ({ spec = {} as NonNullable<ReplicaSet['spec']> }) => validateWorkload(spec),
  validateUpdate: (next, current) => validateSelectorChange(next.spec, current.spec),
  initialStatus: () => ({ replicas: 0 }),
  generation: true,
  table: tableOfReplicas((object) => formatLabelSelector(object.spec?.selector)),
})
