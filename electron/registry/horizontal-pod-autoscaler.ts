import {
  type FieldError, forbiddenField, type HorizontalPodAutoscaler, invalidField, requiredField, unsupportedField, validatePathSegmentName, validateSubdomainName,
} from '../../shared/model/index.ts'
import { parseQuantity } from '../schema/index.ts'
import { changeField, fill } from './fill.ts'
import { describeTargets } from './autoscaler-targets.ts'
import { allowAll, defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

type Spec = NonNullable<HorizontalPodAutoscaler['spec']>
type Metric = NonNullable<Spec['metrics']>[number]
type Target = NonNullable<Metric['resource']>['target']
type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>

const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']
const mostlyCpu: readonly Metric[] = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }]

export const horizontalPodAutoscaler = defineKind<HorizontalPodAutoscaler>({
  kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers', singular: 'horizontalpodautoscaler', shortNames: ['hpa'], categories: ['all'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => {
    const filled = fill(spec, { minReplicas: 1, metrics: mostlyCpu })
    return changeField((filled.metrics ?? []).length === 0 ? { ...filled, metrics: mostlyCpu } : filled, 'behavior', defaultBehavior)
  }),
  validate: ({ spec = {} as Spec }) => validateSpec(spec),
  validateUpdate: allowAll,
  initialStatus: () => ({ currentMetrics: null, desiredReplicas: 0 }),
  table: {
    columns: describeColumns('Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'),
    row: (object) => {
      const { scaleTargetRef, minReplicas, maxReplicas } = object.spec ?? ({} as Partial<Spec>)
      return [
        object.metadata.name ?? '', `${scaleTargetRef?.kind ?? ''}/${scaleTargetRef?.name ?? ''}`, describeTargets(object),
        minReplicas === undefined ? '<unset>' : String(minReplicas), String(maxReplicas ?? 0), String(object.status?.currentReplicas ?? 0), ageOf(object),
      ]
    },
  },
})

const growth: Rules = { selectPolicy: 'Max', stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }] }
const shrinkage: Rules = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] }

function defaultBehavior(behavior: NonNullable<Spec['behavior']>): NonNullable<Spec['behavior']> {
  const filled = fill(behavior, { scaleUp: {}, scaleDown: {} })
  return changeField(changeField(filled, 'scaleUp', (rules) => fill(rules, growth)), 'scaleDown', (rules) => fill(rules, shrinkage))
}

/** Kubernetes' `validateHorizontalPodAutoscalerSpec`. */
function validateSpec(spec: Spec): readonly FieldError[] {
  const { minReplicas, maxReplicas = 0, scaleTargetRef, metrics = [], behavior } = spec as Partial<Spec>
  return [
    ...(minReplicas !== undefined && minReplicas < 1 ? [invalidField('spec.minReplicas', minReplicas, 'must be greater than or equal to 1')] : []),
    ...(maxReplicas < 1 ? [invalidField('spec.maxReplicas', maxReplicas, 'must be greater than 0')] : []),
    ...(minReplicas !== undefined && maxReplicas < minReplicas ? [invalidField('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')] : []),
    ...(['kind', 'name'] as const).flatMap((field) => validateReference(scaleTargetRef?.[field] ?? '', `spec.scaleTargetRef.${field}`)),
    ...metrics.flatMap((metric, index) => validateMetric(metric, `spec.metrics[${index}]`)),
    ...(['scaleUp', 'scaleDown'] as const).flatMap((way) => validateRules(behavior?.[way], `spec.behavior.${way}`)),
  ]
}

function validateReference(value: string, path: string): readonly FieldError[] {
  return value === '' ? [requiredField(path, '')] : validatePathSegmentName(value, false).map((problem) => invalidField(path, value, problem))
}

function validateMetric(metric: Metric, at: string): readonly FieldError[] {
  const { type = '' } = metric as Partial<Metric>
  if (type === '') return [requiredField(`${at}.type`, 'must specify a metric source type')]
  if (!metricTypes.includes(type)) return [unsupportedField(`${at}.type`, type, metricTypes)]
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}`
  const source = metric[field as 'resource']
  if (source === undefined) return [requiredField(`${at}.${field}`, 'must populate information for the given metric source')]
  const named = type === 'Resource' || type === 'ContainerResource'
  return [
    ...(named && !source.name ? [requiredField(`${at}.${field}.name`, 'must specify a resource name')] : []),
    ...validateTarget(source.target, `${at}.${field}`, named),
  ]
}

function validateTarget(target: Target | undefined, at: string, isResource: boolean): readonly FieldError[] {
  const { type = '', averageUtilization, averageValue, value }: Partial<Target> = target ?? {}
  const path = `${at}.target`
  const types = ['AverageValue', 'Utilization', 'Value']
  const unset = averageUtilization === undefined && averageValue === undefined && value === undefined
  const wrongType = type === '' ? [requiredField(`${path}.type`, 'must specify a metric target type')] : types.includes(type) ? [] : [invalidField(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue')]
  return [
    ...wrongType,
    ...(averageUtilization !== undefined && averageUtilization < 1 ? [invalidField(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0')] : []),
    ...(['value', 'averageValue'] as const).flatMap((field) => {
      const quantity = target?.[field]
      return quantity === undefined || parseQuantity(quantity) > 0 ? [] : [invalidField(`${path}.${field}`, quantity, 'must be positive')]
    }),
    ...(isResource && unset ? [requiredField(`${path}.averageUtilization`, 'must set either a target raw value or a target utilization')] : []),
    ...(isResource && averageUtilization !== undefined && averageValue !== undefined
      ? [forbiddenField(`${path}.averageValue`, 'may not set both a target raw value and a target utilization')] : []),
  ]
}

const selectPolicies = ['Disabled', 'Max', 'Min']
const longest = { window: 3600, period: 1800 }

function validateRules(rules: Rules | undefined, at: string): readonly FieldError[] {
  if (rules === undefined) return []
  const { stabilizationWindowSeconds: window, selectPolicy = 'Max', policies = [] } = rules
  return [
    ...(window !== undefined && window < 0 ? [invalidField(`${at}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero')] : []),
    ...(window !== undefined && window > longest.window ? [invalidField(`${at}.stabilizationWindowSeconds`, window, `must be less than or equal to ${longest.window}`)] : []),
    ...(selectPolicies.includes(selectPolicy) ? [] : [unsupportedField(`${at}.selectPolicy`, selectPolicy, selectPolicies)]),
    ...(policies.length === 0 ? [requiredField(`${at}.policies`, 'must specify at least one Policy')] : []),
    ...policies.flatMap(({ type, value, periodSeconds }, index) => {
      const path = `${at}.policies[${index}]`
      return [
        ...(type === 'Pods' || type === 'Percent' ? [] : [unsupportedField(`${path}.type`, type, ['Percent', 'Pods'])]),
        ...(value > 0 ? [] : [invalidField(`${path}.value`, value, 'must be greater than zero')]),
        ...(periodSeconds > 0 ? [] : [invalidField(`${path}.periodSeconds`, periodSeconds, 'must be greater than zero')]),
        ...(periodSeconds > longest.period ? [invalidField(`${path}.periodSeconds`, periodSeconds, `must be less than or equal to ${longest.period}`)] : []),
      ]
    }),
  ]
}
