import { type FieldError, invalidField, type PersistentVolumeClaim, requiredField, validateSubdomainName } from '../../shared/model/index.ts'
import { parseQuantity } from '../schema/index.ts'
import { validateAccessModes, validateVolumeMode } from './access-modes.ts'
import { fill } from './fill.ts'
import { validateLabelSelector } from './label-selector.ts'

export type ClaimSpec = NonNullable<PersistentVolumeClaim['spec']>

export function defaultClaimSpec(spec: ClaimSpec): ClaimSpec {
  return fill(spec, { volumeMode: 'Filesystem' })
}

/** Kubernetes' `ValidatePersistentVolumeClaimSpec`. */
export function validateClaimSpec(spec: ClaimSpec, path: string): readonly FieldError[] {
  const { selector, accessModes = [], storageClassName = '' } = spec
  return [
    ...(selector === undefined ? [] : validateLabelSelector(selector, `${path}.selector`)),
    ...(accessModes.length === 0 ? [requiredField(`${path}.accessModes`, 'at least 1 access mode is required')] : []),
    ...validateAccessModes(accessModes, `${path}.accessModes`),
    ...validateStorage(spec.resources?.requests?.['storage'], `${path}.resources[storage]`),
    ...(storageClassName === '' ? [] : validateSubdomainName(storageClassName, false).map((problem) => invalidField(`${path}.storageClassName`, storageClassName, problem))),
    ...validateVolumeMode(spec.volumeMode, `${path}.volumeMode`),
  ]
}

function validateStorage(quantity: string | undefined, path: string): readonly FieldError[] {
  if (quantity === undefined) return [requiredField(path, '')]
  return parseQuantity(quantity) > 0 ? [] : [invalidField(path, quantity, 'must be greater than zero')]
}
