import { onTestFinished } from 'vitest'
import type { KubeObject, ObjectRef, Pod, StoredObject } from '../../shared/model/index.ts'
import { type Cluster, createCluster, createManualClock } from '../../electron/cluster/index.ts'
import type { PodAccess } from '../../electron/kubelet/index.ts'
import { findKind, podStatus } from '../../electron/registry/index.ts'
import { startSimulation } from '../../electron/simulation/index.ts'
import { createMemoryLog, type Log } from '../../electron/store/index.ts'
import { settle } from './settle.ts'

export interface Simulation {
  readonly cluster: Cluster
  readonly pods: PodAccess
  /** Moves the clock on by milliseconds, in steps, and waits until nothing changes any more after each. */
  run(ms: number, step?: number): Promise<void>
  stop(): Promise<void>
}

/** A whole cluster that stands still until `run` moves its clock on. */
export async function simulate(log: Log = createMemoryLog(), start = Date.UTC(2025, 0, 1)): Promise<Simulation> {
  const clock = createManualClock(start)
  const cluster = await createCluster({ log, clock, seed: 1 })
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const pods = startSimulation(cluster, true, ending.signal)
  await settle(cluster)
  return {
    cluster, pods,
    stop: async () => {
      ending.abort()
      await cluster.close()
    },
    run: async (ms, step = 50) => {
      for (let left = ms; left >= 0; left -= step) {
        await settle(cluster)
        clock.advance(Math.min(step, left))
      }
      await settle(cluster)
    },
  }
}

export function ref(kind: string, name: string, namespace = 'default'): ObjectRef {
  const known = findKind(kind)
  return { apiVersion: known?.apiVersion ?? 'v1', kind, namespace: known?.namespaced === false ? '' : namespace, name }
}

export function pod(name: string, image: string, more: object = {}, spec: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'main', image, ...more }], ...spec } }
}

/** A workload with one container, whose pods are labelled with its name. */
export function workload(kind: string, name: string, spec: object = {}, container: object = {}): KubeObject {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'nginx:1.27', ...container }] } }
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { selector: { matchLabels: { app: name } }, template, ...spec } }
}

export function deployment(name: string, replicas: number, image = 'nginx:1.27'): KubeObject {
  return workload('Deployment', name, { replicas }, { image })
}

export function listPods(cluster: Cluster, labelSelector = ''): readonly StoredObject<Pod>[] {
  return cluster.list('Pod', { namespace: 'default', labelSelector }).items as readonly StoredObject<Pod>[]
}

export function statuses(cluster: Cluster, labelSelector = ''): readonly string[] {
  return listPods(cluster, labelSelector).map((one) => podStatus(one).status)
}

/** `NAME STATUS RESTARTS` of every pod, as `kubectl get pods` lists them. */
export function table(cluster: Cluster, labelSelector = ''): readonly string[] {
  return listPods(cluster, labelSelector).map((one) => {
    const { readyContainers, totalContainers, status, restarts } = podStatus(one)
    return `${one.metadata.name} ${readyContainers}/${totalContainers} ${status} ${restarts}`
  })
}

/** `Reason: message` of an object's Events, oldest first. */
export function messages(cluster: Cluster, name: string): readonly string[] {
  const events = cluster.list('Event', { fieldSelector: `involvedObject.name=${name}` }).items
  return events.toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion)).map((event) => `${String(event['reason'])}: ${String(event['message'])}`)
}

/** A field of an object by its path: `status.readyReplicas`. */
export function read(cluster: Cluster, kind: string, name: string, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], cluster.get(ref(kind, name)))
}
