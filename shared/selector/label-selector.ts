import { fail, ok, type Result } from '../lang/result.ts'
import {
  checkLabelKey, compareBytes, type FieldError, forbiddenField, formatFieldErrors, invalidField, type LabelSelector, type LabelSelectorTerm, quoteGo,
  requiredField, type StringMap, validateLabelKey, validateLabels, validateLabelValue,
} from '../model/index.ts'
import { judgeValues } from './judge-values.ts'
import { EVERYTHING, NOTHING, type Requirement, type Selector } from './selector.ts'

/**
 * The selector that a LabelSelector object stands for: none selects nothing, an empty one everything. Errors are the
 * text of `metav1.LabelSelectorAsSelector`.
 */
export function selectorFromLabelSelector(object: LabelSelector | null | undefined): Result<Selector, string> {
  if (object === null || object === undefined) return ok(NOTHING)
  const requirements: Requirement[] = []
  for (const [key, value] of Object.entries(object.matchLabels ?? {})) {
    const errors = [...judgeKey(key), ...judgeValues(key, [value])]
    if (errors.length > 0) return fail(formatFieldErrors(errors))
    requirements.push({ op: '=', key, value })
  }
  for (const term of object.matchExpressions ?? []) {
    const requirement = readTerm(term)
    if (!requirement.ok) return requirement
    requirements.push(requirement.value)
  }
  return ok(requirements.length === 0 ? EVERYTHING : { selects: 'matching', requirements })
}

/** The plain map that Services and ReplicationControllers select by. Without a label it selects nothing. */
export function selectorFromMap(map: StringMap | null | undefined): Selector {
  const entries = Object.entries(map ?? {})
  return entries.length === 0 ? NOTHING : { selects: 'matching', requirements: entries.map(([key, value]) => ({ op: '=', key, value })) }
}

// The type promises a key and an operator; an object that was read may lack them.
function readTerm({ key = '', operator = '', values: given }: Partial<LabelSelectorTerm>): Result<Requirement, string> {
  const values = given ?? []
  switch (operator) {
    case 'In':
    case 'NotIn': {
      const empty = values.length === 0 ? ["values: Invalid value: []string(nil): for 'in', 'notin' operators, values set can't be empty"] : []
      return build(judge(key, values, empty), { op: operator === 'In' ? 'in' : 'notin', key, values: [...new Set(values)].toSorted(compareBytes) })
    }
    case 'Exists':
    case 'DoesNotExist': {
      const extra = values.length > 0 ? [formatFieldErrors([invalidField('values', values, 'values set must be empty for exists and does not exist')])] : []
      return build(judge(key, values, extra), { op: operator === 'Exists' ? 'exists' : 'absent', key })
    }
    default:
      return fail(`${quoteGo(operator)} is not a valid label selector operator`)
  }
}

function build(problems: readonly string[], requirement: Requirement): Result<Requirement, string> {
  if (problems.length === 0) return ok(requirement)
  return fail(problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`)
}

function judge(key: string, values: readonly string[], between: readonly string[]): readonly string[] {
  const texts = (errors: readonly FieldError[]) => errors.map((error) => formatFieldErrors([error]))
  return [...new Set([...texts(judgeKey(key)), ...between, ...texts(judgeValues(key, values))])]
}

function judgeKey(key: string): readonly FieldError[] {
  const problems = checkLabelKey(key)
  return problems.length === 0 ? [] : [invalidField('key', key, problems.join('; '))]
}

/** Every error of a LabelSelector in an object, in upstream's order (`ValidateLabelSelector`). */
export function validateLabelSelector(object: LabelSelector | null | undefined, path: string): readonly FieldError[] {
  const terms = (object?.matchExpressions ?? []).flatMap((term, index) => validateTerm(term, `${path}.matchExpressions[${index}]`))
  return [...validateLabels(object?.matchLabels ?? {}, `${path}.matchLabels`), ...terms]
}

function validateTerm({ key = '', operator = '', values }: Partial<LabelSelectorTerm>, path: string): readonly FieldError[] {
  const given = values ?? []
  const wrongValues = given.flatMap((value, index) => validateLabelValue(value, `${path}.values[${index}]`))
  return [...validateOperator(operator, given, path), ...validateLabelKey(key, `${path}.key`), ...wrongValues]
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
