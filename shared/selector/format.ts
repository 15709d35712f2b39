import { assertNever } from '../lang/assert-never.ts'
import { compareBytes } from '../model/index.ts'
import type { Requirement, Selector } from './selector.ts'

/** The canonical text, as Go's `Selector.String()`: requirements sorted by key, values sorted. `nothing` has no text but ''. */
export function formatSelector(selector: Selector): string {
  if (selector.selects === 'nothing') return ''
  return selector.requirements.toSorted((a, b) => compareBytes(a.key, b.key)).map(formatRequirement).join(',')
}

/** One requirement as Go's `Requirement.String()` writes it: `app=web`, `env in (dev,prod)`, `!legacy`. */
export function formatRequirement(requirement: Requirement): string {
  switch (requirement.op) {
    case 'exists':
      return requirement.key
    case 'absent':
      return `!${requirement.key}`
    case '=':
    case '==':
    case '!=':
    case '>':
    case '<':
      return `${requirement.key}${requirement.op}${requirement.value}`
    case 'in':
    case 'notin':
      return `${requirement.key} ${requirement.op} (${requirement.values.toSorted(compareBytes).join(',')})`
    default:
      return assertNever(requirement)
  }
}
