import type { HorizontalPodAutoscaler, KubeObject, StoredObject } from '../../../shared/model/index.ts'
import { schemaOfKind } from '../../schema/index.ts'
import type { StoredResource } from '../api-resource.ts'

const served = { group: 'autoscaling', version: 'v1', kind: 'HorizontalPodAutoscaler' }
const apiVersion = 'autoscaling/v1'

type Metric = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['metrics']>[number]

interface Older extends KubeObject {
  readonly spec?: { readonly targetCPUUtilizationPercentage?: number; readonly [field: string]: unknown }
}

/** Autoscalers as `kubectl autoscale` writes them, by the use of the CPU alone; undefined for other resources. */
export function horizontalPodAutoscalersV1(resource: StoredResource): StoredResource | undefined {
  if (resource.kind !== 'HorizontalPodAutoscaler' || resource.group !== 'autoscaling') return undefined
  return { ...resource, ...served, structure: schemaOfKind(served) ?? { type: 'any' }, conversion: { show, keep } }
}

function show(object: StoredObject): StoredObject {
  const { spec, status, ...rest } = object as StoredObject<HorizontalPodAutoscaler>
  const { metrics = [], behavior: _behavior, ...common } = spec ?? ({} as Partial<NonNullable<typeof spec>>)
  const { currentMetrics, conditions: _conditions, ...state } = status ?? ({} as Partial<NonNullable<typeof status>>)
  const target = metrics.find(isCpu)?.resource?.target.averageUtilization
  const current = (currentMetrics ?? []).find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization
  return {
    ...rest, apiVersion,
    spec: { ...common, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
    status: { currentReplicas: 0, ...state, ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }) },
  }
}

function keep(object: KubeObject): KubeObject {
  const { spec = {}, ...rest } = object as Older
  const { targetCPUUtilizationPercentage: averageUtilization, ...common } = spec
  const metrics = averageUtilization === undefined ? {} : { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }] }
  return { ...rest, apiVersion: 'autoscaling/v2', spec: { ...common, ...metrics } }
}

function isCpu({ type, resource }: Metric): boolean {
  return type === 'Resource' && resource?.name === 'cpu'
}
