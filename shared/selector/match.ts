import { assertNever } from '../lang/assert-never.ts'
import type { StringMap } from '../model/index.ts'
import { parseInt64 } from './int64.ts'
import type { Requirement, Selector } from './selector.ts'

/** Whether an object with these labels is selected. */
export function matches(selector: Selector, labels: StringMap): boolean {
  return selector.selects === 'matching' && selector.requirements.every((requirement) => holds(requirement, labels))
}

/** Whether one requirement holds, as apimachinery's `Requirement.Matches`: `!=` and `notin` hold without the label too. */
export function holds(requirement: Requirement, labels: StringMap): boolean {
  const found = labelOf(labels, requirement.key)
  switch (requirement.op) {
    case 'exists':
      return found !== undefined
    case 'absent':
      return found === undefined
    case '=':
    case '==':
      return found === requirement.value
    case '!=':
      return found !== requirement.value
    case 'in':
      return found !== undefined && requirement.values.includes(found)
    case 'notin':
      return found === undefined || !requirement.values.includes(found)
    case '>':
    case '<': {
      const left = found === undefined ? undefined : parseInt64(found)
      const right = parseInt64(requirement.value)
      if (left === undefined || right === undefined) return false
      return requirement.op === '>' ? left > right : left < right
    }
    default:
      return assertNever(requirement)
  }
}

/** The label's value, or undefined without the label; labels may be called `constructor`. */
export function labelOf(labels: StringMap, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}
