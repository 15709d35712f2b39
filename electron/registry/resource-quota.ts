import {
  checkLabelKey, compareBytes, type FieldError, invalidField, type ResourceQuota, validateSubdomainName,
} from '../../shared/model/index.ts'
import { equalJson, parseQuantity } from '../schema/index.ts'
import { defineKind } from './kind.ts'
import { ageOf, type Cell, describeColumns } from './table.ts'

const computed = [
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.storage', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory',
  'limits.ephemeral-storage',
]
const counted = ['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims', 'configmaps', 'services.nodeports', 'services.loadbalancers']
const scopes = ['BestEffort', 'CrossNamespacePodAffinity', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating']

export const resourceQuota = defineKind<ResourceQuota>({
  kind: 'ResourceQuota', apiVersion: 'v1', plural: 'resourcequotas', singular: 'resourcequota', shortNames: ['quota'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ spec = {} }) => [
    ...Object.entries(spec.hard ?? {}).flatMap(([name, quantity]) => validateHard(name, quantity, `spec.hard[${name}]`)),
    ...validateScopes(spec.scopes ?? [], 'spec.scopes'),
  ],
  validateUpdate: (next, current) => {
    const same = equalJson((next.spec?.scopes ?? []).toSorted(), (current.spec?.scopes ?? []).toSorted())
    return same ? [] : [invalidField('spec.scopes', next.spec?.scopes ?? [], 'field is immutable')]
  },
  initialStatus: () => ({}),
  table: {
    columns: describeColumns('Name', 'Request', 'Limit', 'Age'),
    row: quotaRow,
  },
})

function validateHard(name: string, quantity: string, path: string): readonly FieldError[] {
  const wrong = checkLabelKey(name)
  const standard = name.includes('/') || [...computed, ...counted].includes(name) || name.startsWith('requests.hugepages-') || name.startsWith('hugepages-')
  return [
    ...wrong.map((problem) => invalidField(path, name, problem)),
    ...(wrong.length === 0 && !standard ? [invalidField(path, name, 'must be a standard resource for quotas')] : []),
    ...(parseQuantity(quantity) < 0 ? [invalidField(path, quantity, 'must be greater than or equal to 0')] : []),
    ...(counted.includes(name) && !Number.isInteger(parseQuantity(quantity)) ? [invalidField(path, quantity, 'must be an integer')] : []),
  ]
}

function validateScopes(given: readonly string[], path: string): readonly FieldError[] {
  const clashes = [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']].some((pair) => pair.every((scope) => given.includes(scope)))
  return [
    ...given.filter((scope) => !scopes.includes(scope)).map(() => invalidField(path, given, 'unsupported scope')),
    ...(clashes ? [invalidField(path, given, 'conflicting scopes')] : []),
  ]
}

function quotaRow(object: ResourceQuota): readonly Cell[] {
  const { hard = {}, used = {} } = object.status ?? {}
  const names = Object.keys(hard).sort(compareBytes)
  const show = (some: readonly string[]) => some.map((name) => `${name}: ${used[name] ?? '0'}/${hard[name]}`).join(', ')
  return [
    object.metadata.name ?? '', show(names.filter((name) => !name.startsWith('limits.'))), show(names.filter((name) => name.startsWith('limits.'))), ageOf(object),
  ]
}
