import { type ControllerRevision, invalidField, requiredField, validateSubdomainName } from '../../shared/model/index.ts'
import { validateCount } from './count.ts'
import { equalJson } from '../schema/index.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

export const controllerRevision = defineKind<ControllerRevision>({
  kind: 'ControllerRevision', apiVersion: 'apps/v1', plural: 'controllerrevisions', singular: 'controllerrevision', shortNames: [],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ data, revision }) => [...(data === undefined ? [requiredField('data', 'data is mandatory')] : []), ...validateCount(revision, 'revision')],
  validateUpdate: (next, current) => (equalJson(next.data, current.data) ? [] : [invalidField('data', next.data, 'field is immutable')]),
  table: {
    columns: describeColumns('Name', 'Controller', 'Revision', 'Age'),
    row: (object) => [object.metadata.name ?? '', controllerOf(object), object.revision, ageOf(object)],
  },
})

function controllerOf({ metadata }: ControllerRevision): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true)
  if (owner === undefined) return '<none>'
  const [group] = owner.apiVersion.includes('/') ? owner.apiVersion.split('/') : []
  return `${owner.kind.toLowerCase()}${group === undefined ? '' : `.${group}`}/${owner.name}`
}
