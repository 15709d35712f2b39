import { type PodTemplate, validateSubdomainName } from '../../shared/model/index.ts'
import { changeField } from './fill.ts'
import { allowAll, defineKind } from './kind.ts'
import { defaultPodTemplate, validateTemplate } from './pod-spec.ts'
import { containerCells, describeColumns, formatLabels } from './table.ts'

export const podTemplate = defineKind<PodTemplate>({
  kind: 'PodTemplate', apiVersion: 'v1', plural: 'podtemplates', singular: 'podtemplate', shortNames: [],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'template', defaultPodTemplate),
  validate: ({ template }) => validateTemplate(template, 'template'),
  validateUpdate: allowAll,
  generation: true,
  table: {
    columns: describeColumns('Name', 'Containers', 'Images', 'Pod Labels'),
    row: ({ metadata, template }) => [metadata.name ?? '', ...containerCells(template), formatLabels(template?.metadata?.labels)],
  },
})
