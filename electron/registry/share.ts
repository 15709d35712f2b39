import { type FieldError, goIntOrString, invalidField } from '../../shared/model/index.ts'
import { validateCount } from './count.ts'

const percentFormat = /^[0-9]+%$/
const percentProblem = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"

/** A count, or a share as `25%`: Kubernetes' `ValidatePositiveIntOrPercent`. */
export function validateShare(share: unknown, path: string): readonly FieldError[] {
  if (share === undefined) return []
  if (typeof share === 'number') return validateCount(share, path)
  return percentFormat.test(String(share)) ? [] : [invalidField(path, goIntOrString(share), percentProblem)]
}

/** Kubernetes' `IsNotMoreThan100Percent`. */
export function validateAtMostAll(share: unknown, path: string): readonly FieldError[] {
  const tooMuch = typeof share === 'string' && percentFormat.test(share) && Number.parseInt(share, 10) > 100
  return tooMuch ? [invalidField(path, goIntOrString(share), 'must not be greater than 100%')] : []
}

export function isNoShare(share: unknown): boolean {
  return share === undefined || Number.parseInt(String(share), 10) === 0
}
