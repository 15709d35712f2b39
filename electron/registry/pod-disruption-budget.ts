import { type FieldError, goIntOrString, invalidField, type PodDisruptionBudget, quoteGo, unsupportedField, validateSubdomainName } from '../../shared/model/index.ts'
import { allowAll, defineKind } from './kind.ts'
import { validateLabelSelector } from './label-selector.ts'
import { validateAtMostAll, validateShare } from './share.ts'
import { ageOf, describeColumns } from './table.ts'

type Spec = NonNullable<PodDisruptionBudget['spec']>

const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget']

export const podDisruptionBudget = defineKind<PodDisruptionBudget>({
  kind: 'PodDisruptionBudget', apiVersion: 'policy/v1', plural: 'poddisruptionbudgets', singular: 'poddisruptionbudget', shortNames: ['pdb'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ spec = {} }) => validateSpec(spec),
  validateUpdate: allowAll,
  initialStatus: () => ({ currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 }),
  generation: true,
  table: {
    columns: describeColumns('Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions:integer', 'Age'),
    row: (object) => [
      object.metadata.name ?? '', String(object.spec?.minAvailable ?? 'N/A'), String(object.spec?.maxUnavailable ?? 'N/A'),
      object.status?.disruptionsAllowed ?? 0, ageOf(object),
    ],
  },
})

function validateSpec({ minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy }: Spec): readonly FieldError[] {
  const shares = { minAvailable, maxUnavailable }
  const both = minAvailable !== undefined && maxUnavailable !== undefined
  return [
    ...(both ? [invalidField('spec', describeSpec(minAvailable, maxUnavailable), 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...Object.entries(shares).flatMap(([field, share]) => [...validateShare(share, `spec.${field}`), ...validateAtMostAll(share, `spec.${field}`)]),
    ...(selector === undefined ? [] : validateLabelSelector(selector, 'spec.selector')),
    ...(policy === undefined || evictionPolicies.includes(policy) ? [] : [unsupportedField('spec.unhealthyPodEvictionPolicy', policy, evictionPolicies)]),
  ]
}

// Go shows the addresses of these parts; their values say more.
function describeSpec(minAvailable: unknown, maxUnavailable: unknown): { readonly goText: string } {
  const [least, most] = [minAvailable, maxUnavailable].map((share) => goIntOrString(share).goText)
  return { goText: `policy.PodDisruptionBudgetSpec{MinAvailable:${least ?? quoteGo('')}, MaxUnavailable:${most ?? quoteGo('')}}` }
}
