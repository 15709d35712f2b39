import { checkLabelKey, type FieldError, invalidField } from '../../shared/model/index.ts'
import { parseQuantity } from '../schema/index.ts'

type Quantities = Readonly<Record<string, string>>

export function validateResources(resources: { readonly limits?: Quantities; readonly requests?: Quantities }, path: string): readonly FieldError[] {
  const { limits = {}, requests = {} } = resources
  return [
    ...Object.entries(limits).flatMap(([name, quantity]) => [...validateResource(name, `${path}.limits[${name}]`), ...validateAmount(quantity, `${path}.limits[${name}]`)]),
    ...Object.entries(requests).flatMap(([name, quantity]) => {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined
      const errors = [...validateResource(name, `${path}.requests[${name}]`), ...validateAmount(quantity, `${path}.requests[${name}]`)]
      if (limit !== undefined && parseQuantity(quantity) > parseQuantity(limit)) {
        errors.push(invalidField(`${path}.requests`, quantity, `must be less than or equal to ${name} limit of ${limit}`))
      }
      return errors
    }),
  ]
}

const resources = new Set(['cpu', 'memory', 'ephemeral-storage'])

/** Kubernetes' `validateContainerResourceName`. */
function validateResource(name: string, path: string): readonly FieldError[] {
  const wrong = checkLabelKey(name)
  if (wrong.length > 0) return wrong.map((problem) => invalidField(path, name, problem))
  if (name.includes('/') || resources.has(name) || name.startsWith('hugepages-')) return []
  return ['must be a standard resource type or fully qualified', 'must be a standard resource for containers'].map((problem) => invalidField(path, name, problem))
}

function validateAmount(quantity: string, path: string): readonly FieldError[] {
  return parseQuantity(quantity) < 0 ? [invalidField(path, quantity, 'must be greater than or equal to 0')] : []
}
