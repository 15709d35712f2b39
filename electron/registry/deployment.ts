import {
  type Deployment, type FieldError, forbiddenField, goIntOrString, type GoText, invalidField, quoteGo, unsupportedField, validateSubdomainName,
} from '../../shared/model/index.ts'
import { validateCount } from './count.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { defaultPodTemplate } from './pod-spec.ts'
import { isNoShare, validateAtMostAll, validateShare } from './share.ts'
import { validateSelectorChange, validateWorkload } from './workload.ts'
import { ageOf, containerCells, describeColumns, formatLabelSelector } from './table.ts'

type Spec = NonNullable<Deployment['spec']>
type Strategy = NonNullable<Spec['strategy']>

export const deployment = defineKind<Deployment>({
  kind: 'Deployment', apiVersion: 'apps/v1', plural: 'deployments', singular: 'deployment', shortNames: ['deploy'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => {
    const filled = fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} })
    return changeField(changeField(filled, 'strategy', defaultStrategy), 'template', defaultPodTemplate)
  }),
  validate: ({ spec = {} as Spec }) => [
    ...validateWorkload(spec),
    ...validateStrategy(spec.strategy ?? {}),
    ...validateCount(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...validateProgressDeadline(spec),
  ],
  validateUpdate: (next, current) => validateSelectorChange(next.spec, current.spec),
  initialStatus: () => ({}),
  generation: true,
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

function validateProgressDeadline({ progressDeadlineSeconds: deadline, minReadySeconds = 0 }: Spec): readonly FieldError[] {
  if (deadline === undefined) return []
  const path = 'spec.progressDeadlineSeconds'
  return [...validateCount(deadline, path), ...(deadline > minReadySeconds ? [] : [invalidField(path, deadline, 'must be greater than minReadySeconds')])]
}

function validateStrategy({ type, rollingUpdate }: Strategy): readonly FieldError[] {
  const path = 'spec.strategy'
  if (type === 'Recreate') {
    return rollingUpdate === undefined ? [] : [forbiddenField(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")]
  }
  if (type !== 'RollingUpdate') return [unsupportedField(path, describeStrategy(type, rollingUpdate), ['Recreate', 'RollingUpdate'])]
  const { maxSurge = 0, maxUnavailable = 0 } = rollingUpdate ?? {}
  const errors = [
    ...validateShare(maxUnavailable, `${path}.rollingUpdate.maxUnavailable`),
    ...validateShare(maxSurge, `${path}.rollingUpdate.maxSurge`),
  ]
  if (errors.length > 0) return errors
  if (isNoShare(maxSurge) && isNoShare(maxUnavailable)) {
    errors.push(invalidField(`${path}.rollingUpdate.maxUnavailable`, goIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0'))
  }
  return [...errors, ...validateAtMostAll(maxUnavailable, `${path}.rollingUpdate.maxUnavailable`)]
}

function describeStrategy(type: string | undefined, rollingUpdate: object | undefined): GoText {
  // Go shows where the part lies in memory; there is no such place here.
  const part = `(*apps.RollingUpdateDeployment)(${rollingUpdate === undefined ? 'nil' : '0xc000000000'})`
  return { goText: `apps.DeploymentStrategy{Type:${quoteGo(type ?? '')}, RollingUpdate:${part}}` }
}
