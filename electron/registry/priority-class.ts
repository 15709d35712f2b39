import { type FieldError, forbiddenField, invalidField, type PriorityClass, unsupportedField, validateSubdomainName } from '../../shared/model/index.ts'
import { fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

/** The two that every cluster has. Their names begin as no other's may. */
export const systemPriorities: Readonly<Record<string, number>> = { 'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000 }
const highestPriority = 1_000_000_000
const preemptionPolicies = ['Never', 'PreemptLowerPriority']

export const priorityClass = defineKind<PriorityClass>({
  kind: 'PriorityClass', apiVersion: 'scheduling.k8s.io/v1', plural: 'priorityclasses', singular: 'priorityclass', shortNames: ['pc'],
  namespaced: false, nameRule: validateSubdomainName,
  withDefaults: (object) => fill(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  // Go has a zero where nothing is said.
  prepare: (object) => fill(object, { value: 0 }),
  validate: ({ metadata: { name = '' }, value, preemptionPolicy = '' }) => [
    ...validateValue(name, value),
    ...(preemptionPolicies.includes(preemptionPolicy) ? [] : [unsupportedField('preemptionPolicy', preemptionPolicy, preemptionPolicies)]),
  ],
  validateUpdate: (next, current) => [
    ...(next.value === current.value ? [] : [forbiddenField('value', 'may not be changed in an update.')]),
    ...(next.preemptionPolicy === current.preemptionPolicy ? [] : [invalidField('preemptionPolicy', next.preemptionPolicy, 'field is immutable')]),
  ],
  generation: true,
  table: {
    columns: describeColumns('Name', 'Value:integer', 'Global-Default:boolean', 'Age', 'PreemptionPolicy'),
    row: (object) => [object.metadata.name ?? '', object.value, object.globalDefault ?? false, ageOf(object), object.preemptionPolicy ?? ''],
  },
})

function validateValue(name: string, value: number): readonly FieldError[] {
  if (!name.startsWith('system-')) {
    return value > highestPriority ? [forbiddenField('value', `maximum allowed value of a user defined priority is ${highestPriority}`)] : []
  }
  const reserved = "priority class names with 'system-' prefix are reserved for system use only. error: "
  const wanted = Object.hasOwn(systemPriorities, name) ? systemPriorities[name] : undefined
  if (wanted === undefined) return [forbiddenField('metadata.name', `${reserved}${name} is not a known system priority class`)]
  return wanted === value ? [] : [forbiddenField('metadata.name', `${reserved}value of ${name} PriorityClass must be ${wanted}`)]
}
