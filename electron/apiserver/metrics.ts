import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import { notFound } from '../../shared/status/index.ts'
import { type Cluster, formatTime } from '../cluster/index.ts'
import { answerJson } from './answer.ts'
import type { ResourceRoute } from './routes.ts'
import { parseLabels } from './selection.ts'

interface Usage {
  /** Billionths of a core. */
  readonly cpu: number
  /** Thousands of bytes, binary. */
  readonly memory: number
}

/** metrics.k8s.io: a made-up load, the same for a container as long as it runs. Throws NotFound. */
export function answerMetrics(cluster: Cluster, route: ResourceRoute, query: URLSearchParams): Response {
  return route.resource === 'nodes' ? answerNodes(cluster, route, query) : answerPods(cluster, route, query)
}

function answerPods(cluster: Cluster, { name, namespace }: ResourceRoute, query: URLSearchParams): Response {
  const running = runningPods(cluster, namespace)
  if (name === '') return answerJson(list('PodMetrics', running.filter(parseLabels(query.get('labelSelector'))).map((pod) => podMetrics(cluster, pod))))
  const found = running.find((pod) => pod.metadata.name === name)
  if (found === undefined) throw notFound({ plural: 'podmetrics', group: 'metrics.k8s.io' }, `${namespace}/${name}`)
  return answerJson({ kind: 'PodMetrics', apiVersion, ...podMetrics(cluster, found) })
}

function answerNodes(cluster: Cluster, { name }: ResourceRoute, query: URLSearchParams): Response {
  const pods = runningPods(cluster, '')
  const nodes = cluster.list('Node').items as readonly StoredObject<Node>[]
  if (name === '') return answerJson(list('NodeMetrics', nodes.filter(parseLabels(query.get('labelSelector'))).map((node) => nodeMetrics(cluster, node, pods))))
  const found = nodes.find((node) => node.metadata.name === name)
  if (found === undefined) throw notFound({ plural: 'nodemetrics', group: 'metrics.k8s.io' }, name)
  return answerJson({ kind: 'NodeMetrics', apiVersion, ...nodeMetrics(cluster, found, pods) })
}

const apiVersion = 'metrics.k8s.io/v1beta1'

function list(kind: string, items: readonly unknown[]) {
  return { kind: `${kind}List`, apiVersion, metadata: {}, items }
}

function runningPods(cluster: Cluster, namespace: string): readonly StoredObject<Pod>[] {
  const { items } = cluster.list('Pod', namespace === '' ? {} : { namespace })
  return (items as readonly StoredObject<Pod>[]).filter((pod) => pod.status?.phase === 'Running')
}

function podMetrics(cluster: Cluster, pod: StoredObject<Pod>) {
  const containers = (pod.status?.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined)
    .map(({ name, image }) => ({ name, usage: formatUsage(usageOf(cluster, pod, name, image)) }))
  return { metadata: describe(cluster, pod), ...sampled(cluster), containers }
}

/** What the node's own processes take, and its pods. */
function nodeMetrics(cluster: Cluster, node: StoredObject<Node>, pods: readonly StoredObject<Pod>[]) {
  const own = { cpu: 80e6, memory: 600 * 1024 }
  const used = pods.filter((pod) => pod.spec?.nodeName === node.metadata.name).flatMap((pod) =>
    (pod.status?.containerStatuses ?? []).map(({ name, image }) => usageOf(cluster, pod, name, image)))
  const total = used.reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }), own)
  return { metadata: describe(cluster, node), ...sampled(cluster), usage: formatUsage(total) }
}

function describe(cluster: Cluster, { metadata: { name, namespace, labels } }: StoredObject) {
  return { name, ...(namespace === undefined ? {} : { namespace }), creationTimestamp: formatTime(cluster.clock.now()), ...(labels === undefined ? {} : { labels }) }
}

function sampled(cluster: Cluster) {
  return { timestamp: formatTime(cluster.clock.now()), window: '15s' }
}

/** An image has its own size of load; its containers differ from each other by a little. */
function usageOf({ random }: Cluster, pod: StoredObject<Pod>, container: string, image: string): Usage {
  const share = (key: string, ...of: readonly string[]) => random.draw('load', key, ...of) / 2 ** 32
  const differs = 0.8 + 0.4 * share('container', pod.metadata.uid, container)
  return { cpu: Math.round((0.5 + 8 * share('cpu', image)) * 1e6 * differs), memory: Math.round((4 + 60 * share('memory', image)) * 1024 * differs) }
}

function formatUsage({ cpu, memory }: Usage) {
  return { cpu: `${cpu}n`, memory: `${memory}Ki` }
}
