import { type Deployment, type FieldError, forbiddenField, invalidField, unsupportedField, validateSubdomainName } from '../../shared/model/index.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { defaultPodTemplate } from './pod-spec.ts'
import { validateCount, validateSelectorChange, validateWorkload } from './workload.ts'
import { ageOf, containerCells, describeColumns, formatLabelSelector } from './table.ts'

type Spec = NonNullable<Deployment['spec']>
type Strategy = NonNullable<Spec['strategy']>

export const deployment = defineKind<Deployment>({
  kind: 'Deployment', apiVersion: 'apps/v1', plural: 'deployments', singular: 'deployment', shortNames: ['deploy'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => {
    const filled = fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} })
    return changeField(changeField(filled, 'strategy', defaultStrategy), 'template', defaultPodTemplate)
  }),
  validate: ({ spec = {} as Spec }) => [
    ...validateWorkload(spec),
    ...validateStrategy(spec.strategy ?? {}),
    ...validateCount(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ],
  validateUpdate: (next, current) => validateSelectorChange(next.spec, current.spec),
  initialStatus: () => ({}),
  table: {
    columns: describeColumns('Name', 'Ready', 'Up-to-date', 'Available', 'Age', 'Containers*', 'Images*', 'Selector*'),
    row: (object) => [
      object.metadata.name ?? '', `${object.status?.readyReplicas ?? 0}/${object.spec?.replicas ?? 0}`, object.status?.updatedReplicas ?? 0,
      object.status?.availableReplicas ?? 0, ageOf(object), ...containerCells(object.spec?.template), formatLabelSelector(object.spec?.selector),
    ],
  },
})

function defaultStrategy(strategy: Strategy): Strategy {
  const filled = fill(strategy, { type: 'RollingUpdate' })
  if (filled.type !== 'RollingUpdate') return filled
  return changeField(fill(filled, { rollingUpdate: {} }), 'rollingUpdate', (rolling) => fill(rolling, { maxSurge: '25%', maxUnavailable: '25%' }))
}

function validateStrategy({ type, rollingUpdate }: Strategy): readonly FieldError[] {
  const path = 'spec.strategy'
  if (type === 'Recreate') {
    return rollingUpdate === undefined ? [] : [forbiddenField(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")]
  }
  if (type !== 'RollingUpdate') return [unsupportedField(path, { type }, ['Recreate', 'RollingUpdate'])]
  const { maxSurge = 0, maxUnavailable = 0 } = rollingUpdate ?? {}
  const errors = [
    ...validateShare(maxUnavailable, `${path}.rollingUpdate.maxUnavailable`),
    ...validateShare(maxSurge, `${path}.rollingUpdate.maxSurge`),
  ]
  if (errors.length > 0 || Number.parseInt(String(maxSurge), 10) !== 0 || Number.parseInt(String(maxUnavailable), 10) !== 0) return errors
  return [invalidField(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
}

/** A count, or a share as `25%`. */
function validateShare(share: unknown, path: string): readonly FieldError[] {
  if (typeof share === 'number') return validateCount(share, path)
  const problem = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
  return /^[0-9]+%$/.test(String(share)) ? [] : [invalidField(path, share, problem)]
}
