import { assertNever } from '../lang/assert-never.ts'
import { checkLabelValue, type StringMap } from '../model/index.ts'
import { MAX_INT64, parseInt64 } from './int64.ts'
import { holds, labelOf } from './match.ts'
import type { Requirement, Selector } from './selector.ts'

/** A change of one label: a value to set, or null to remove the label. */
export interface LabelChange {
  readonly key: string
  readonly value: string | null
}

/** What one requirement says of an object's labels. */
export interface Explanation<Term extends Requirement = Requirement> {
  readonly requirement: Term
  readonly holds: boolean
  /** The label's value; absent when the object has no such label. */
  readonly found?: string
  /** The label change that would make it hold; absent when it holds or when no change could. */
  readonly mend?: LabelChange
}

/** Judges every requirement on its own. A selector that selects nothing has none to judge. */
export function explain<Term extends Requirement>(
  selector: { readonly selects: 'matching'; readonly requirements: readonly Term[] } | Extract<Selector, { selects: 'nothing' }>,
  labels: StringMap,
): readonly Explanation<Term>[] {
  if (selector.selects === 'nothing') return []
  return selector.requirements.map((requirement) => {
    const found = labelOf(labels, requirement.key)
    const satisfied = holds(requirement, labels)
    const mend = satisfied ? undefined : planMend(requirement)
    return { requirement, holds: satisfied, ...(found === undefined ? {} : { found }), ...(mend === undefined ? {} : { mend }) }
  })
}

function planMend(requirement: Requirement): LabelChange | undefined {
  const value = planValue(requirement)
  return value === undefined || (value !== null && checkLabelValue(value).length > 0) ? undefined : { key: requirement.key, value }
}

function planValue(requirement: Requirement): string | null | undefined {
  switch (requirement.op) {
    case 'exists':
      return ''
    case '=':
    case '==':
      return requirement.value
    case 'in':
      return requirement.values.find((value) => value !== '') ?? requirement.values[0]
    case 'absent':
    case '!=':
    case 'notin':
      return null
    case '>':
    case '<': {
      const bound = parseInt64(requirement.value)
      if (bound === undefined || (requirement.op === '>' && bound === MAX_INT64)) return undefined
      return String(requirement.op === '>' ? bound + 1n : bound - 1n)
    }
    default:
      return assertNever(requirement)
  }
}
