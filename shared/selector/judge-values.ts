import { checkLabelValue, type FieldError, invalidField } from '../model/index.ts'

/** What is wrong with the values of a requirement, one error a value, as apimachinery's `NewRequirement` words it. */
export function judgeValues(key: string, values: readonly string[]): readonly FieldError[] {
  return values.flatMap((value, index) => {
    const problems = checkLabelValue(value)
    return problems.length === 0 ? [] : [invalidField(`values[${index}][${key}]`, value, problems.join('; '))]
  })
}
