import { checkDns1123Label, type FieldError, invalidField, requiredField } from '../../shared/model/index.ts'

/** The name of a part of an object, as a container or a volume has it: one DNS label. */
export function validateName(name: string, path: string): readonly FieldError[] {
  return name === '' ? [requiredField(path, '')] : checkDns1123Label(name).map((problem) => invalidField(path, name, problem))
}
