import type { FieldError } from './field-error.ts'

type Validate<Part> = (part: Part, field: string) => readonly FieldError[]

/** The same check, that looks once at a frozen part which it has found valid: the objects made of one template have such parts in common. */
export function validOnce<Part extends object>(validate: Validate<Part>): Validate<Part | undefined> {
  const valid = new WeakSet<Part>()
  return (part, field) => {
    if (part === undefined || valid.has(part)) return none
    const errors = validate(part, field)
    if (errors.length === 0 && Object.isFrozen(part)) valid.add(part)
    return errors
  }
}

const none: readonly FieldError[] = []
