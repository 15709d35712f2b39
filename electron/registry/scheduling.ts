import {
  checkLabelKey, checkLabelValue, type FieldError, forbiddenField, invalidField, requiredField, unsupportedField, validateLabelKey,
} from '../../shared/model/index.ts'
import { validateLabelSelector } from './label-selector.ts'
import type { PodSpec } from './pod-spec.ts'

type Toleration = NonNullable<PodSpec['tolerations']>[number]
type Spread = NonNullable<PodSpec['topologySpreadConstraints']>[number]
type Affinity = NonNullable<PodSpec['affinity']>
type NodeTerm = NonNullable<NonNullable<Affinity['nodeAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']>['nodeSelectorTerms'][number]
type PodTerm = NonNullable<NonNullable<Affinity['podAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']>[number]

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** Kubernetes' `ValidateTolerations`. */
export function validateTolerations(tolerations: readonly Toleration[], path: string): readonly FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const at = `${path}[${index}]`
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration
    return [
      ...(key === '' ? [] : validateLabelKey(key, `${at}.key`)),
      ...(key === '' && operator !== 'Exists' ? [invalidField(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"')] : []),
      ...(tolerationSeconds !== undefined && effect !== 'NoExecute' ? [invalidField(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")] : []),
      ...validateOperator(operator, value, `${at}.operator`),
      ...(effect === '' || effects.includes(effect) ? [] : [unsupportedField(`${at}.effect`, effect, effects)]),
    ]
  })
}

function validateOperator(operator: string, value: string, path: string): readonly FieldError[] {
  switch (operator) {
    case '':
    case 'Equal': {
      const problems = checkLabelValue(value)
      return problems.length === 0 ? [] : [invalidField(path, value, problems.join(';'))]
    }
    case 'Exists': return value === '' ? [] : [invalidField(path, value, "value must be empty when `operator` is 'Exists'")]
    default: return [unsupportedField(path, operator, ['Equal', 'Exists'])]
  }
}

/** Kubernetes' `validateTopologySpreadConstraints`. */
export function validateSpreads(spreads: readonly Spread[], path: string): readonly FieldError[] {
  const answers = ['DoNotSchedule', 'ScheduleAnyway']
  return spreads.flatMap(({ maxSkew, topologyKey, whenUnsatisfiable = '', labelSelector }: Partial<Spread>, index) => {
    const at = `${path}[${index}]`
    return [
      ...((maxSkew ?? 0) > 0 ? [] : [invalidField(`${at}.maxSkew`, maxSkew ?? 0, 'must be greater than zero')]),
      ...(topologyKey ? validateLabelKey(topologyKey, `${at}.topologyKey`) : [requiredField(`${at}.topologyKey`, 'can not be empty')]),
      ...(answers.includes(whenUnsatisfiable) ? [] : [unsupportedField(`${at}.whenUnsatisfiable`, whenUnsatisfiable, answers)]),
      ...(labelSelector === undefined ? [] : validateLabelSelector(labelSelector, `${at}.labelSelector`)),
    ]
  })
}

/** Kubernetes' `validateAffinity`. */
export function validateAffinity({ nodeAffinity, podAffinity, podAntiAffinity }: Affinity, path: string): readonly FieldError[] {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution'
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution'
  const node = `${path}.nodeAffinity`
  const terms = nodeAffinity?.[required]?.nodeSelectorTerms ?? []
  return [
    ...(nodeAffinity?.[required] !== undefined && terms.length === 0
      ? [requiredField(`${node}.${required}.nodeSelectorTerms`, 'must have at least one node selector term')] : []),
    ...terms.flatMap((term, index) => validateNodeTerm(term, `${node}.${required}.nodeSelectorTerms[${index}]`)),
    ...(nodeAffinity?.[preferred] ?? []).flatMap(({ weight, preference }, index) => [
      ...validateWeight(weight, `${node}.${preferred}[${index}].weight`),
      ...validateNodeTerm(preference, `${node}.${preferred}[${index}].preference`),
    ]),
    ...Object.entries({ podAffinity, podAntiAffinity }).flatMap(([field, affinity]) => [
      ...(affinity?.[required] ?? []).flatMap((term, index) => validatePodTerm(term, `${path}.${field}.${required}[${index}]`)),
      ...(affinity?.[preferred] ?? []).flatMap(({ weight, podAffinityTerm }, index) => [
        ...validateWeight(weight, `${path}.${field}.${preferred}[${index}].weight`),
        ...validatePodTerm(podAffinityTerm, `${path}.${field}.${preferred}[${index}].podAffinityTerm`),
      ]),
    ]),
  ]
}

function validateWeight(weight: number, path: string): readonly FieldError[] {
  return weight >= 1 && weight <= 100 ? [] : [invalidField(path, weight, 'must be in the range 1-100')]
}

function validatePodTerm({ labelSelector, topologyKey = '' }: Partial<PodTerm> = {}, path: string): readonly FieldError[] {
  return [
    ...(labelSelector === undefined ? [] : validateLabelSelector(labelSelector, `${path}.labelSelector`)),
    ...(topologyKey === '' ? [requiredField(`${path}.topologyKey`, 'can not be empty')] : validateLabelKey(topologyKey, `${path}.topologyKey`)),
  ]
}

function validateNodeTerm({ matchExpressions = [] }: Partial<NodeTerm> = {}, path: string): readonly FieldError[] {
  return matchExpressions.flatMap(({ key, operator, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`
    return [...validateNodeOperator(operator, values.length, at), ...checkLabelKey(key).map((problem) => invalidField(`${at}.key`, key, problem))]
  })
}

function validateNodeOperator(operator: string, count: number, at: string): readonly FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? [] : [requiredField(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
    case 'Exists':
    case 'DoesNotExist':
      return count === 0 ? [] : [forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    case 'Gt':
    case 'Lt':
      return count === 1 ? [] : [requiredField(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")]
    default:
      return [invalidField(`${at}.operator`, operator, 'not a valid selector operator')]
  }
}
