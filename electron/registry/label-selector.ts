import {
  checkLabelKey, checkLabelValue, type Deployment, type FieldError, forbiddenField, invalidField, requiredField, type StringMap, validateLabels,
} from '../../shared/model/index.ts'
import { NOTHING, type Requirement, type Selector } from '../../shared/selector/index.ts'

export type LabelSelector = NonNullable<Deployment['spec']>['selector']
type Expression = NonNullable<LabelSelector['matchExpressions']>[number]

/** A workload's selector as one that matches. None at all selects nothing; an empty one, everything. An operator that is none selects nothing. */
export function readLabelSelector(selector: LabelSelector | undefined): Selector {
  if (selector === undefined) return NOTHING
  const expressions = (selector.matchExpressions ?? []).map(readExpression)
  if (expressions.includes(undefined)) return NOTHING
  return { selects: 'matching', requirements: [...readEqualities(selector.matchLabels), ...expressions.filter((one) => one !== undefined)] }
}

/** The plain equality map of Services and ReplicationControllers. */
export function readSelectorMap(map: StringMap | undefined): Selector {
  return { selects: 'matching', requirements: readEqualities(map) }
}

function readEqualities(map: StringMap = {}): readonly Requirement[] {
  return Object.entries(map).map(([key, value]) => ({ op: '=', key, value }))
}

function readExpression({ key, operator, values = [] }: Expression): Requirement | undefined {
  switch (operator) {
    case 'In': return { op: 'in', key, values: values.toSorted() }
    case 'NotIn': return { op: 'notin', key, values: values.toSorted() }
    case 'Exists': return { op: 'exists', key }
    case 'DoesNotExist': return { op: 'absent', key }
    default: return undefined
  }
}

/** Kubernetes' `ValidateLabelSelector`. */
export function validateLabelSelector(selector: LabelSelector, path: string): readonly FieldError[] {
  return [
    ...validateLabels(selector.matchLabels, `${path}.matchLabels`),
    ...(selector.matchExpressions ?? []).flatMap((expression, index) => validateExpression(expression, `${path}.matchExpressions[${index}]`)),
  ]
}

function validateExpression({ key = '', operator = '', values = [] }: Partial<Expression>, path: string): readonly FieldError[] {
  return [
    ...validateOperator(operator, values, path),
    ...checkLabelKey(key).map((problem) => invalidField(`${path}.key`, key, problem)),
    ...values.flatMap((value, index) => checkLabelValue(value).map((problem) => invalidField(`${path}.values[${index}]`, value, problem))),
  ]
}

function validateOperator(operator: string, values: readonly string[], path: string): readonly FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 ? [] : [requiredField(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? [] : [forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    default:
      return [invalidField(`${path}.operator`, operator, 'not a valid selector operator')]
  }
}
