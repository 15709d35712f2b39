import { type FieldError, invalidField, requiredField } from '../../shared/model/index.ts'

/** A path on the node: there must be one, without steps back. */
export function validatePath(path: string | undefined, field: string): readonly FieldError[] {
  if (!path) return [requiredField(field, '')]
  return path.split('/').includes('..') ? [invalidField(field, path, "must not contain '..'")] : []
}

/** A path inside of a volume. */
export function validateDescendingPath(path: string, field: string): readonly FieldError[] {
  return [
    ...(path.startsWith('/') ? [invalidField(field, path, 'must be a relative path')] : []),
    ...(path.split('/').includes('..') ? [invalidField(field, path, "must not contain '..'")] : []),
  ]
}
