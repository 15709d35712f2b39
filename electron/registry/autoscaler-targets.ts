import type { HorizontalPodAutoscaler } from '../../shared/model/index.ts'

type Spec = NonNullable<HorizontalPodAutoscaler['spec']>
type Metric = NonNullable<Spec['metrics']>[number]
type Current = NonNullable<NonNullable<HorizontalPodAutoscaler['status']>['currentMetrics']>[number]

const mostShown = 2
const unknown = '<unknown>'

/** The TARGETS cell: what each metric is now, and what it should be: `cpu: 12%/80%`. */
export function describeTargets({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec?.metrics ?? []
  if (metrics.length === 0) return '<none>'
  const texts = metrics.map((metric, index) => describeMetric(metric, status?.currentMetrics?.[index]))
  return texts.slice(0, mostShown).join(', ') + (texts.length > mostShown ? ` + ${texts.length - mostShown} more...` : '')
}

function describeMetric(metric: Metric, now: Current | undefined): string {
  switch (metric.type) {
    case 'Resource': {
      const { name = '', target } = metric.resource ?? {}
      const current = now?.resource?.current
      if (target?.averageValue !== undefined) return `${name}: ${current?.averageValue ?? unknown}/${target.averageValue}`
      return `${name}: ${percent(current?.averageUtilization, unknown)}/${percent(target?.averageUtilization, '<auto>')}`
    }
    case 'ContainerResource': {
      const { name = '', target } = metric.containerResource ?? {}
      const current = now?.containerResource?.current
      if (target?.averageValue !== undefined) return `${name}: ${current?.averageValue ?? unknown}/${target.averageValue}`
      return `${name}: ${percent(current?.averageUtilization, unknown)}/${percent(target?.averageUtilization, '<auto>')}`
    }
    case 'Pods':
      return `${now?.pods?.current.averageValue ?? unknown}/${metric.pods?.target.averageValue ?? ''}`
    case 'Object':
      return describeValue(metric.object?.target, now?.object?.current)
    case 'External':
      return describeValue(metric.external?.target, now?.external?.current)
    default:
      return '<unknown type>'
  }
}

interface Value {
  readonly value?: string
  readonly averageValue?: string
}

function describeValue(target: Value = {}, current: Value = {}): string {
  if (target.averageValue !== undefined) return `${current.averageValue ?? unknown}/${target.averageValue} (avg)`
  return `${current.value ?? unknown}/${target.value ?? ''}`
}

function percent(share: number | undefined, otherwise: string): string {
  return share === undefined ? otherwise : `${share}%`
}
