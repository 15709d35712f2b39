import { type FieldError, invalidField, requiredField, unsupportedField } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import { changeField, fill } from './fill.ts'

type Variable = NonNullable<Container['env']>[number]
type Source = NonNullable<Variable['valueFrom']>
type Bulk = NonNullable<Container['envFrom']>[number]

const resourceFields = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory']
const podFields = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP',
  'status.podIPs',
]
const badName = "a valid environment variable name must consist only of printable ASCII characters other than '='"

export function defaultVariable(variable: Variable): Variable {
  return changeField(variable, 'valueFrom', (source) => changeField(source, 'fieldRef', (field) => fill(field, { apiVersion: 'v1' })))
}

/** Kubernetes' `ValidateEnv`, with the names that 1.32 allows. */
export function validateEnv(env: readonly Variable[], path: string): readonly FieldError[] {
  return env.flatMap((variable, index) => {
    const at = `${path}[${index}]`
    const { name = '', valueFrom } = variable
    return [...validateVariableName(name, `${at}.name`), ...(valueFrom === undefined ? [] : validateSource(valueFrom, variable.value ?? '', `${at}.valueFrom`))]
  })
}

function validateVariableName(name: string, path: string): readonly FieldError[] {
  if (name === '') return [requiredField(path, '')]
  return /^[ -<>-~]+$/.test(name) ? [] : [invalidField(path, name, badName)]
}

function validateSource({ fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef }: Source, value: string, at: string): readonly FieldError[] {
  const given = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter((source) => source !== undefined)
  const errors: FieldError[] = []
  if (fieldRef !== undefined) errors.push(...validatePodField(fieldRef.fieldPath, `${at}.fieldRef`))
  if (resourceFieldRef !== undefined) errors.push(...validateResourceField(resourceFieldRef.resource, `${at}.resourceFieldRef`))
  for (const [field, reference] of Object.entries({ configMapKeyRef, secretKeyRef })) {
    if (reference === undefined) continue
    if (!reference.name) errors.push(requiredField(`${at}.${field}.name`, ''))
    if (!reference.key) errors.push(requiredField(`${at}.${field}.key`, ''))
  }
  if (given.length === 0) return [...errors, invalidField(at, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`')]
  if (value !== '') return [...errors, invalidField(at, '', 'may not be specified when `value` is not empty')]
  return given.length > 1 ? [...errors, invalidField(at, '', 'may not have more than one field specified at a time')] : errors
}

function validatePodField(field: string, at: string): readonly FieldError[] {
  if (!field) return [requiredField(`${at}.fieldPath`, '')]
  if (/^metadata\.(labels|annotations)\['.+'\]$/.test(field) || podFields.includes(field)) return []
  return ['status.phase', 'spec.restartPolicy', 'spec.schedulerName', 'spec.hostNetwork'].includes(field)
    ? [unsupportedField(`${at}.fieldPath`, field, podFields)]
    : [invalidField(`${at}.fieldPath`, field, `error converting fieldPath: field label not supported: ${field}`)]
}

function validateResourceField(resource: string, at: string): readonly FieldError[] {
  if (!resource) return [requiredField(`${at}.resource`, '')]
  return resourceFields.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource) ? [] : [unsupportedField(`${at}.resource`, resource, resourceFields)]
}

/** Kubernetes' `ValidateEnvFrom`. */
export function validateEnvFrom(bulks: readonly Bulk[], path: string): readonly FieldError[] {
  return bulks.flatMap(({ prefix = '', configMapRef, secretRef }, index) => {
    const at = `${path}[${index}]`
    const errors = prefix === '' ? [] : [...validateVariableName(prefix, `${at}.prefix`)]
    if (configMapRef !== undefined && !configMapRef.name) errors.push(requiredField(`${at}.configMapRef.name`, ''))
    if (secretRef !== undefined && !secretRef.name) errors.push(requiredField(`${at}.secretRef.name`, ''))
    if (configMapRef === undefined && secretRef === undefined) errors.push(invalidField(at, '', 'must specify one of: `configMapRef` or `secretRef`'))
    if (configMapRef !== undefined && secretRef !== undefined) errors.push(invalidField(at, '', 'may not have more than one field specified at a time'))
    return errors
  })
}
