import { parseQuantity } from '../registry/index.ts'
import type { Usage } from '../kubelet/index.ts'
import { type Measured, type MetricSpec, replicasByRatio } from './autoscaler-plan.ts'
import { isReady, type StoredPod } from './pods.ts'

/** A pod of the target with what its containers use; undefined while there are no metrics of it. */
export interface MeasuredPod {
  readonly pod: StoredPod
  readonly usage: ReadonlyMap<string, Usage> | undefined
}

/** The number of replicas that a metric asks for: upstream's replica calculator. Only resources are measured in this cluster. */
export function measureMetric(metric: MetricSpec, current: number, pods: readonly MeasuredPod[]): Measured {
  const source = metric.resource ?? metric.containerResource
  if (source === undefined) {
    const name = metric.pods?.metric.name ?? metric.object?.metric.name ?? metric.external?.metric.name ?? ''
    const kind = metric.type === 'External' ? 'external.metrics.k8s.io' : 'custom.metrics.k8s.io'
    const reason = metric.type === 'External' ? 'FailedGetExternalMetric' : metric.type === 'Object' ? 'FailedGetObjectMetric' : 'FailedGetPodsMetric'
    return { ok: false, reason, message: `unable to get metric ${name}: unable to fetch metrics from ${kind} API: no ${kind} API registered` }
  }
  const container = metric.containerResource?.container
  const counted = pods.filter(({ usage, pod }) => usage !== undefined && isReady(pod) && pod.metadata.deletionTimestamp === undefined)
  const fail = (why: string): Measured => ({ ok: false, reason: 'FailedGetResourceMetric', message: `failed to get ${source.name} ${source.target.type === 'Utilization' ? 'utilization' : 'usage'}: ${why}` })
  if (pods.length === 0) return fail('no pods returned by selector while calculating replica count')
  if (counted.length === 0) return fail(`unable to get metrics for resource ${source.name}: no metrics returned from resource metrics API`)
  const used = counted.map(({ usage }) => sumUsage(usage, source.name, container))
  const total = used.reduce((sum, value) => sum + value, 0)
  const average = total / counted.length
  const value = formatMetric(source.name, average)
  const status = (currentValue: object) => (container === undefined
    ? { type: 'Resource', resource: { name: source.name, current: currentValue } }
    : { type: 'ContainerResource', containerResource: { name: source.name, container, current: currentValue } })
  if (source.target.averageUtilization === undefined) {
    const ratio = average / parseQuantity(source.target.averageValue ?? source.target.value ?? '1')
    return { ok: true, metric: `${source.name} resource`, desired: byReady(current, pods.length, counted.length, ratio), status: status({ averageValue: value }) }
  }
  const requests: number[] = []
  for (const { pod } of counted) {
    const request = requestOf(pod, source.name, container)
    if (typeof request === 'string') return fail(`missing request for ${source.name} in container ${request} of Pod ${pod.metadata.name}`)
    requests.push(request)
  }
  const utilization = Math.trunc((total * 100) / requests.reduce((sum, request) => sum + request, 0))
  const ratio = utilization / source.target.averageUtilization
  const words = container === undefined ? `${source.name} resource utilization (percentage of request)` : `${source.name} container resource utilization (percentage of request)`
  return { ok: true, metric: words, desired: byReady(current, pods.length, counted.length, ratio), status: status({ averageUtilization: utilization, averageValue: value }) }
  function byReady(now: number, all: number, ready: number, towards: number): number {
    if (all === ready) return now === ready ? replicasByRatio(now, towards) : Math.abs(1 - towards) <= 0.1 ? now : Math.ceil(ready * towards)
    // Pods without metrics count as idle when there are to be more, as busy when fewer: towards no change.
    const careful = towards > 1 ? (towards * ready) / all : (towards * ready + (all - ready)) / all
    return Math.abs(1 - careful) <= 0.1 || (towards > 1) !== (careful > 1) ? now : Math.ceil(all * careful)
  }
}

function sumUsage(usage: ReadonlyMap<string, Usage> | undefined, resource: string, container: string | undefined): number {
  return [...(usage ?? new Map<string, Usage>())].filter(([name]) => container === undefined || name === container).reduce((sum, [, one]) => sum + (resource === 'cpu' ? one.cpu : one.memory), 0)
}

/** The pod's request, or the name of a container that makes none. */
function requestOf(pod: StoredPod, resource: string, container: string | undefined): number | string {
  let total = 0
  for (const one of pod.spec?.containers ?? []) {
    if (container !== undefined && one.name !== container) continue
    const request = one.resources?.requests?.[resource]
    if (request === undefined) return one.name
    total += parseQuantity(request)
  }
  return total
}

/** As metrics are written: millicores, bytes. */
function formatMetric(resource: string, value: number): string {
  if (resource !== 'cpu') return String(Math.round(value))
  const milli = Math.round(value * 1000)
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`
}
