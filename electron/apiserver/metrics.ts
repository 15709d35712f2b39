import type { Node, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { notFound } from '../../shared/status/index.ts'
import { type Cluster, formatTime } from '../cluster/index.ts'
import { measureLoad, type Usage } from '../kubelet/index.ts'
import { answerJson } from './answer.ts'
import type { ResourceRoute } from './routes.ts'
import { parseLabels } from './selection.ts'

/** metrics.k8s.io: the simulated load. Throws NotFound. */
export function answerMetrics(cluster: Cluster, route: ResourceRoute, query: URLSearchParams): Response {
  return route.resource === 'nodes' ? answerNodes(cluster, route, query) : answerPods(cluster, route, query)
}

function answerPods(cluster: Cluster, { name, namespace }: ResourceRoute, query: URLSearchParams): Response {
  const running = runningPods(cluster, namespace)
  const usageOf = measure(cluster)
  if (name === '') return answerJson(list('PodMetrics', running.filter(parseLabels(query.get('labelSelector'))).map((pod) => podMetrics(cluster, pod, usageOf))))
  const found = running.find((pod) => pod.metadata.name === name)
  if (found === undefined) throw notFound({ plural: 'podmetrics', group: 'metrics.k8s.io' }, `${namespace}/${name}`)
  return answerJson({ kind: 'PodMetrics', apiVersion, ...podMetrics(cluster, found, usageOf) })
}

function answerNodes(cluster: Cluster, { name }: ResourceRoute, query: URLSearchParams): Response {
  const pods = runningPods(cluster, '')
  const usageOf = measure(cluster)
  const nodes = cluster.list('Node').items as readonly StoredObject<Node>[]
  if (name === '') return answerJson(list('NodeMetrics', nodes.filter(parseLabels(query.get('labelSelector'))).map((node) => nodeMetrics(cluster, node, pods, usageOf))))
  const found = nodes.find((node) => node.metadata.name === name)
  if (found === undefined) throw notFound({ plural: 'nodemetrics', group: 'metrics.k8s.io' }, name)
  return answerJson({ kind: 'NodeMetrics', apiVersion, ...nodeMetrics(cluster, found, pods, usageOf) })
}

const apiVersion = 'metrics.k8s.io/v1beta1'

function list(kind: string, items: readonly unknown[]) {
  return { kind: `${kind}List`, apiVersion, metadata: {}, items }
}

function runningPods(cluster: Cluster, namespace: string): readonly StoredObject<Pod>[] {
  const { items } = cluster.list('Pod', namespace === '' ? {} : { namespace })
  return (items as readonly StoredObject<Pod>[]).filter((pod) => pod.status?.phase === 'Running')
}

type Measure = ReturnType<typeof measureLoad>

const nothing: Usage = { cpu: 0, memory: 0 }

/** Clients and Services of other namespaces count, too. */
function measure(cluster: Cluster): Measure {
  const { clock, random } = cluster
  return measureLoad({ now: clock.now(), random, pods: runningPods(cluster, ''), services: cluster.list('Service').items as readonly StoredObject<Service>[] })
}

function podMetrics(cluster: Cluster, pod: StoredObject<Pod>, usageOf: Measure) {
  const usages = usageOf(pod)
  const containers = (pod.status?.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined)
    .map(({ name }) => ({ name, usage: formatUsage(usages.get(name) ?? nothing) }))
  return { metadata: describe(cluster, pod), ...sampled(cluster), containers }
}

/** What the node's own processes take, and its pods. */
function nodeMetrics(cluster: Cluster, node: StoredObject<Node>, pods: readonly StoredObject<Pod>[], usageOf: Measure) {
  const own = { cpu: 0.08, memory: 600 * 2 ** 20 }
  const used = pods.filter((pod) => pod.spec?.nodeName === node.metadata.name).flatMap((pod) => [...usageOf(pod).values()])
  const total = used.reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }), own)
  return { metadata: describe(cluster, node), ...sampled(cluster), usage: formatUsage(total) }
}

function describe(cluster: Cluster, { metadata: { name, namespace, labels } }: StoredObject) {
  return { name, ...(namespace === undefined ? {} : { namespace }), creationTimestamp: formatTime(cluster.clock.now()), ...(labels === undefined ? {} : { labels }) }
}

function sampled(cluster: Cluster) {
  return { timestamp: formatTime(cluster.clock.now()), window: '15s' }
}

/** Billionths of a core, and binary thousands of bytes. */
function formatUsage({ cpu, memory }: Usage) {
  return { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` }
}
