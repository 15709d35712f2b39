import { type FieldError, invalidField } from '../../shared/model/index.ts'

export function validateCount(count: number | undefined, path: string): readonly FieldError[] {
  return count === undefined || count >= 0 ? [] : [invalidField(path, count, 'must be greater than or equal to 0')]
}
