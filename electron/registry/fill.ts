/** The object with what it lacks of `defaults`; the object itself when it lacks nothing, so that copies of a template go on sharing it. */
export function fill<T extends object>(object: T, defaults: Readonly<Partial<T>>): T {
  const missing = Object.entries(defaults).filter(([field, value]) => value !== undefined && missesField(object, field))
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) }
}

function missesField(object: object, field: string): boolean {
  const value: unknown = Object.hasOwn(object, field) ? object[field as keyof typeof object] : undefined
  return value === undefined || value === null || value === ''
}

/** Like `map`, but gives the array itself back when every item stayed the same. */
export function mapSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change)
  return changed.every((item, index) => item === items[index]) ? items : changed
}

/** The object with one field changed; the object itself when the field stays the same or is not there. */
export function changeField<T extends object, Field extends keyof T>(object: T, field: Field, change: (value: NonNullable<T[Field]>) => T[Field]): T {
  const value = object[field]
  if (value === undefined || value === null) return object
  const changed = change(value)
  return changed === value ? object : { ...object, [field]: changed }
}
