import { type DaemonSet, type FieldError, forbiddenField, goIntOrString, invalidField, requiredField, unsupportedField, validateSubdomainName } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { validateCount } from './count.ts'
import { equalJson } from '../schema/index.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { readLabelSelector, validateLabelSelector } from './label-selector.ts'
import { defaultPodTemplate, validatePodTemplate } from './pod-spec.ts'
import { isNoShare, validateAtMostAll, validateShare } from './share.ts'
import { ageOf, containerCells, describeColumns, formatLabels, formatLabelSelector } from './table.ts'
import { validateSelectorChange } from './workload.ts'

type Spec = NonNullable<DaemonSet['spec']>

const templateGeneration = 'deprecated.daemonset.template.generation'

export const daemonSet = defineKind<DaemonSet>({
  kind: 'DaemonSet', apiVersion: 'apps/v1', plural: 'daemonsets', singular: 'daemonset', shortNames: ['ds'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', defaultSpec),
  prepare: countTemplates,
  validate: ({ spec = {} as Spec }) => validateSpec(spec),
  validateUpdate: (next, current) => validateSelectorChange(next.spec, current.spec),
  initialStatus: () => ({ currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 }),
  generation: true,
  table: {
    columns: describeColumns(
      'Name', 'Desired:integer', 'Current:integer', 'Ready:integer', 'Up-to-date:integer', 'Available:integer', 'Node Selector', 'Age',
      'Containers*', 'Images*', 'Selector*',
    ),
    row: ({ metadata, spec, status, ...rest }) => [
      metadata.name ?? '', status?.desiredNumberScheduled ?? 0, status?.currentNumberScheduled ?? 0, status?.numberReady ?? 0,
      status?.updatedNumberScheduled ?? 0, status?.numberAvailable ?? 0, formatLabels(spec?.template?.spec?.nodeSelector), ageOf({ metadata, ...rest }),
      ...containerCells(spec?.template), formatLabelSelector(spec?.selector),
    ],
  },
})

function defaultSpec(spec: Spec): Spec {
  const updated = changeField(fill(spec, { revisionHistoryLimit: 10, updateStrategy: {} }), 'updateStrategy', (strategy) => {
    const typed = fill(strategy, { type: 'RollingUpdate' })
    if (typed.type !== 'RollingUpdate') return typed
    return changeField(fill(typed, { rollingUpdate: {} }), 'rollingUpdate', (rolling) => fill(rolling, { maxSurge: 0, maxUnavailable: 1 }))
  })
  return changeField(updated, 'template', defaultPodTemplate)
}

function countTemplates(object: DaemonSet, current: DaemonSet | undefined): DaemonSet {
  const before = Number(current?.metadata.annotations?.[templateGeneration] ?? 0)
  const count = current !== undefined && equalJson(object.spec?.template, current.spec?.template) ? before : before + 1
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [templateGeneration]: String(count) } } }
}

function validateSpec(spec: Spec): readonly FieldError[] {
  const { selector, template } = spec as Partial<Spec>
  const errors = selector === undefined ? [] : validateLabelSelector(selector, 'spec.selector')
  const isEmpty = selector !== undefined && Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0
  return [
    ...errors,
    ...(isEmpty ? [invalidField('spec.selector', selector, 'empty selector is invalid for daemonset')] : []),
    ...validatePodTemplate(template, 'spec.template', errors.length > 0 ? undefined : (labels) => matches(readLabelSelector(selector), labels)),
    ...(template?.spec?.activeDeadlineSeconds === undefined
      ? [] : [forbiddenField('spec.template.spec.activeDeadlineSeconds', 'activeDeadlineSeconds in DaemonSet is not Supported')]),
    ...validateCount(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateUpdateStrategy(spec),
    ...validateCount(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ]
}

function validateUpdateStrategy({ updateStrategy: { type, rollingUpdate } = {} }: Spec): readonly FieldError[] {
  const path = 'spec.updateStrategy'
  if (type === 'OnDelete') return []
  if (type !== 'RollingUpdate') return [unsupportedField(path, { type: type ?? '' }, ['OnDelete', 'RollingUpdate'])]
  if (rollingUpdate === undefined) return [requiredField(`${path}.rollingUpdate`, '')]
  const { maxSurge, maxUnavailable } = rollingUpdate
  const at = `${path}.rollingUpdate`
  return [
    ...validateShare(maxUnavailable, `${at}.maxUnavailable`),
    ...validateShare(maxSurge, `${at}.maxSurge`),
    ...validateAtMostAll(maxUnavailable, `${at}.maxUnavailable`),
    ...validateAtMostAll(maxSurge, `${at}.maxSurge`),
    ...(isNoShare(maxUnavailable) && isNoShare(maxSurge) ? [requiredField(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')] : []),
    ...(!isNoShare(maxUnavailable) && !isNoShare(maxSurge)
      ? [invalidField(`${at}.maxSurge`, goIntOrString(maxSurge), 'may not be set when maxUnavailable is non-zero')] : []),
  ]
}
