import type { Pod } from '../../shared/model/index.ts'

type Container = NonNullable<Pod['spec']>['containers'][number]

/** What a part of a service is made of. */
export interface Component {
  readonly name: string
  readonly kind: 'Deployment' | 'StatefulSet' | 'CronJob'
  readonly tier: 'edge' | 'backend' | 'data'
  readonly container: Omit<Container, 'name'>
  /** How large it is beside the others. */
  readonly weight: number
  /** Seconds that it takes to end, where it is not the usual. */
  readonly grace?: number
}

const use = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { memory } })
const listen = (containerPort: number, name: string) => [{ name, containerPort, protocol: 'TCP' }]

export const worker: Component = {
  name: 'worker', kind: 'Deployment', tier: 'backend', weight: 0.8, grace: 7200,
  container: { image: 'busybox:1.36', command: ['sleep', 'infinity'], resources: use('150m', '128Mi') },
}

/** The parts that services of a team have, the first first. */
export const components: readonly Component[] = [
  { name: 'api', kind: 'Deployment', tier: 'backend', weight: 1.6, container: { image: 'tomcat:10.1', ports: listen(8080, 'http'), resources: use('250m', '512Mi') } },
  { name: 'web', kind: 'Deployment', tier: 'edge', weight: 1, container: { image: 'nginx:1.27', ports: listen(80, 'http'), resources: use('100m', '128Mi') } },
  worker,
  { name: 'cache', kind: 'StatefulSet', tier: 'data', weight: 0.3, container: { image: 'redis:7.4', ports: listen(6379, 'redis'), resources: use('100m', '256Mi') } },
  { name: 'report', kind: 'CronJob', tier: 'backend', weight: 0.2, container: { image: 'busybox:1.36', command: ['sh', '-c', 'echo report written'], resources: use('100m', '64Mi') } },
  { name: 'gateway', kind: 'Deployment', tier: 'edge', weight: 0.7, container: { image: 'traefik/whoami:v1.10', ports: listen(80, 'http'), resources: use('100m', '64Mi') } },
  {
    name: 'db', kind: 'StatefulSet', tier: 'data', weight: 0.3,
    container: { image: 'postgres:16', env: [{ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' }], ports: listen(5432, 'postgres'), resources: use('500m', '1Gi') },
  },
  { name: 'consumer', kind: 'Deployment', tier: 'backend', weight: 0.9, container: { image: 'luksa/kubia:latest', imagePullPolicy: 'IfNotPresent', ports: listen(8080, 'http'), resources: use('150m', '256Mi') } },
]

const system = (name: string, image: string, port: number): Component => ({
  name, kind: 'Deployment', tier: 'backend', weight: 1, container: { image, ports: listen(port, 'http'), resources: use('100m', '128Mi') },
})

/** What a cluster has beside its teams' own, by namespace, in clusters of some size. `share` is pods per pod of the cluster. */
export const systemParts: readonly { readonly namespace: string; readonly from: number; readonly part: Component; readonly least: number; readonly share: number }[] = [
  { namespace: 'kube-system', from: 60, part: system('coredns', 'registry.k8s.io/coredns/coredns:v1.11.3', 9153), least: 2, share: 1 / 5000 },
  { namespace: 'kube-system', from: 100, part: system('metrics-server', 'registry.k8s.io/metrics-server/metrics-server:v0.7.2', 10250), least: 1, share: 0 },
  { namespace: 'kube-system', from: 100, part: system('cluster-autoscaler', 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.32.0', 8085), least: 1, share: 0 },
  { namespace: 'ingress-nginx', from: 200, part: system('ingress-nginx-controller', 'registry.k8s.io/ingress-nginx/controller:v1.12.0', 80), least: 2, share: 1 / 4000 },
  { namespace: 'monitoring', from: 500, part: { ...system('prometheus', 'quay.io/prometheus/prometheus:v3.1.0', 9090), kind: 'StatefulSet' }, least: 2, share: 0 },
  { namespace: 'monitoring', from: 500, part: { ...system('alertmanager', 'quay.io/prometheus/alertmanager:v0.28.0', 9093), kind: 'StatefulSet' }, least: 3, share: 0 },
  { namespace: 'monitoring', from: 500, part: system('grafana', 'grafana/grafana:11.4.0', 3000), least: 1, share: 0 },
]

/** One on every node each, as many of them as there is room for. */
export const daemons: readonly { readonly namespace: string; readonly name: string; readonly image: string; readonly hostNetwork: boolean }[] = [
  { namespace: 'kube-system', name: 'kube-proxy', image: 'registry.k8s.io/kube-proxy:v1.32.4', hostNetwork: true },
  { namespace: 'kube-system', name: 'kindnet', image: 'kindest/kindnetd:v20250214', hostNetwork: true },
  { namespace: 'monitoring', name: 'node-exporter', image: 'quay.io/prometheus/node-exporter:v1.8.2', hostNetwork: true },
  { namespace: 'logging', name: 'fluent-bit', image: 'fluent/fluent-bit:3.2', hostNetwork: false },
]

export const environments = [
  { name: 'prod', share: 0.58 }, { name: 'staging', share: 0.2 }, { name: 'dev', share: 0.14 }, { name: 'qa', share: 0.08 },
] as const

/** The largest first. */
export const teams = (
  'payments search catalog checkout identity recommendations messaging analytics media ads pricing inventory shipping orders fraud billing accounts reviews '
  + 'notifications loyalty gateway streaming maps geo ml features experiments support crm marketing content feeds social chat voice video images documents '
  + 'storage backup sync devices iot telemetry logistics fleet routing booking hotels flights insurance lending cards treasury ledger tax compliance risk '
  + 'audit reporting warehouse lake etl partners affiliates vendors returns subscriptions entitlements profiles preferences localization platform tools'
).split(' ')

export const services = (
  'core profile session index ranking events rules quotes batch export import history alerts limits tokens rates matching sync archive admin'
).split(' ')

export const managers = ['Helm', 'argocd', 'kustomize'] as const
