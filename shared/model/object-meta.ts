import { type FieldError, forbiddenField, invalidField, requiredField } from './field-error.ts'
import { checkLabelKey, validateAnnotations, validateLabels } from './labels.ts'
import { type NameRule, validateLabelName } from './names.ts'
import type { ObjectMeta } from './object.ts'
import { validOnce } from './valid-once.ts'

const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', 'orphan', 'foregroundDeletion']

type OwnerReference = NonNullable<ObjectMeta['ownerReferences']>[number]

/**
 * Every error of an object's metadata on creation, in upstream's order; names must have been generated before.
 * Follows `ValidateObjectMeta` of Kubernetes' core validation, but for `managedFields`.
 */
export function validateObjectMeta(
  meta: ObjectMeta,
  kind: { readonly namespaced: boolean; readonly nameRule: NameRule },
  path = 'metadata',
): readonly FieldError[] {
  return [
    ...validateNames(meta, kind.nameRule, path),
    ...validateNamespace(meta.namespace ?? '', kind.namespaced, `${path}.namespace`),
    ...((meta.generation ?? 0) < 0 ? [invalidField(`${path}.generation`, meta.generation, 'must be greater than or equal to 0')] : []),
    ...validateLabels(meta.labels, `${path}.labels`),
    ...validateAnnotations(meta.annotations, `${path}.annotations`),
    ...validateOwnerReferences(meta.ownerReferences, `${path}.ownerReferences`),
    ...validateFinalizers(meta.finalizers ?? [], `${path}.finalizers`),
  ]
}

function validateNames(meta: ObjectMeta, nameRule: NameRule, path: string): readonly FieldError[] {
  const { name = '', generateName = '' } = meta
  const prefix = generateName === '' ? [] : nameRule(generateName, true)
  return [
    ...prefix.map((problem) => invalidField(`${path}.generateName`, generateName, problem)),
    ...(name === ''
      ? [requiredField(`${path}.name`, 'name or generateName is required')]
      : nameRule(name, false).map((problem) => invalidField(`${path}.name`, name, problem))),
  ]
}

function validateNamespace(namespace: string, namespaced: boolean, field: string): readonly FieldError[] {
  if (!namespaced) return namespace === '' ? [] : [forbiddenField(field, 'not allowed on this type')]
  if (namespace === '') return [requiredField(field, '')]
  return validateLabelName(namespace, false).map((problem) => invalidField(field, namespace, problem))
}

const validateOwnerReferences = validOnce((owners: readonly OwnerReference[], field) => {
  const errors: FieldError[] = []
  let controller = ''
  for (const owner of owners) {
    errors.push(...validateOwnerReference(owner, field))
    if (owner.controller !== true) continue
    const name = `${owner.kind}/${owner.name}`
    if (controller === '') controller = name
    else {
      const found = `Found "true" in references for ${controller} and ${name}`
      errors.push(invalidField(field, owners, `Only one reference can have Controller set to true. ${found}`))
    }
  }
  return errors
})

function validateOwnerReference(owner: OwnerReference, field: string): readonly FieldError[] {
  const errors: FieldError[] = []
  // The types promise these fields; a manifest may still lack them.
  const { apiVersion, kind, name, uid }: Partial<OwnerReference> = owner
  if (!apiVersion || apiVersion.endsWith('/')) errors.push(invalidField(`${field}.apiVersion`, apiVersion ?? '', 'version must not be empty'))
  if (!kind) errors.push(invalidField(`${field}.kind`, '', 'must not be empty'))
  if (!name) errors.push(invalidField(`${field}.name`, '', 'must not be empty'))
  if (!uid) errors.push(invalidField(`${field}.uid`, '', 'must not be empty'))
  if (apiVersion === 'v1' && kind === 'Event') {
    errors.push(invalidField(field, owner, '/v1, Kind=Event is disallowed from being an owner'))
  }
  return errors
}

function validateFinalizers(finalizers: readonly string[], field: string): readonly FieldError[] {
  const errors = finalizers.flatMap((name) => checkLabelKey(name).map((problem) => invalidField(field, name, problem)))
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalidField(field, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'))
  }
  for (const [index, name] of finalizers.entries()) {
    if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) continue
    errors.push(invalidField(`${field}[${index}]`, name, 'name is neither a standard finalizer name nor is it fully qualified'))
  }
  return errors
}
