import { invalidField, type ReplicationController, requiredField, validateSubdomainName } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { validateCount } from './count.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { readSelectorMap } from './label-selector.ts'
import { defaultPodTemplate, validatePodTemplate } from './pod-spec.ts'
import { tableOfReplicas } from './replica-table.ts'
import { formatLabels } from './table.ts'

export const replicationController = defineKind<ReplicationController>({
  kind: 'ReplicationController', apiVersion: 'v1', plural: 'replicationcontrollers', singular: 'replicationcontroller', shortNames: ['rc'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => {
    const labels = object.spec?.template?.metadata?.labels
    const labelled = labels === undefined || object.metadata.labels !== undefined ? object : { ...object, metadata: { ...object.metadata, labels } }
    return changeField(labelled, 'spec', (spec) => {
      const filled = fill(spec, { replicas: 1, ...(labels === undefined ? {} : { selector: labels }) })
      return changeField(filled, 'template', defaultPodTemplate)
    })
  },
  validate: ({ spec = {} }) => {
    const { selector = {}, template } = spec
    const isEmpty = Object.keys(selector).length === 0
    return [
      ...validateCount(spec.minReadySeconds, 'spec.minReadySeconds'),
      ...(isEmpty ? [requiredField('spec.selector', '')] : []),
      ...validateCount(spec.replicas, 'spec.replicas'),
      ...(template === undefined
        ? [requiredField('spec.template', '')]
        : validatePodTemplate(template, 'spec.template', isEmpty ? undefined : (labels) => matches(readSelectorMap(selector), labels))),
    ]
  },
  // Unlike apps/v1, the selector may change; it must go on matching the template, which `validate` sees to.
  validateUpdate: (next, current) =>
    (next.metadata.uid === current.metadata.uid ? [] : [invalidField('metadata.uid', next.metadata.uid, 'field is immutable')]),
  initialStatus: () => ({ replicas: 0 }),
  generation: true,
  table: tableOfReplicas((object) => formatLabels(object.spec?.selector)),
})
