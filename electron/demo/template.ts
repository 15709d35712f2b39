import type { StringMap } from '../../shared/model/index.ts'
import type { PodTemplate } from '../registry/index.ts'
import { type Component, managers } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { day } from './ground.ts'
import type { PlannedNamespace, PlannedWorkload, Trouble } from './scene-plan.ts'

/** How a workload is found and what its pods are made of, before the API server has seen it. */
export interface Draft {
  readonly labels: StringMap
  readonly selector: StringMap
  readonly template: PodTemplate
}

export function draftWorkload(home: PlannedNamespace, workload: PlannedWorkload, chance: Chance): Draft {
  const { service, component, trouble, canary } = workload
  const app = home.team === undefined ? workload.name : `${service}-${component.name}`
  const selector = { app, ...(component.kind === 'Deployment' ? { track: canary === true ? 'canary' : 'stable' } : {}) }
  const labels = {
    ...selector,
    'app.kubernetes.io/name': app, 'app.kubernetes.io/part-of': service, 'app.kubernetes.io/component': component.name,
    'app.kubernetes.io/version': `${1 + Math.floor(chance.draw() * 4)}.${Math.floor(chance.draw() * 30)}.${Math.floor(chance.draw() * 10)}`,
    'app.kubernetes.io/managed-by': chance.pick(managers),
    tier: component.tier,
    ...(home.team === undefined ? {} : { team: home.team, env: home.environment ?? '' }),
    ...(canary === true ? { canary: 'true' } : {}),
  }
  const sidecar = home.team !== undefined && component.kind === 'Deployment' && trouble === undefined && chance.draw() < 0.15
  const spec = {
    containers: [describeContainer(component, trouble, home.team ?? ''), ...(sidecar ? [proxy] : [])],
    ...(component.grace === undefined ? {} : { terminationGracePeriodSeconds: component.grace }),
    ...(trouble === 'unschedulable' ? { nodeSelector: { accelerator: 'nvidia-a100' } } : {}),
    ...(home.name === 'kube-system' ? { priorityClassName: 'system-cluster-critical' } : {}),
    ...(component.kind === 'CronJob' ? { restartPolicy: 'Never' } : {}),
  }
  return { labels, selector, template: { metadata: { labels }, spec } }
}

const proxy = {
  name: 'envoy', image: 'envoyproxy/envoy:v1.32.2', ports: [{ name: 'envoy', containerPort: 15001, protocol: 'TCP' }],
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
}

function describeContainer({ name, container }: Component, trouble: Trouble | undefined, team: string) {
  switch (trouble) {
    case 'image': return { ...container, name, image: name === 'web' ? 'ngnix:1.27' : `registry.corp.invalid/${team}/${name}:v2` }
    case 'crash': return { ...container, name, image: 'busybox:1.36', command: ['sh', '-c', 'echo "FATAL: /etc/app/config.yaml: no such file"; exit 1'] }
    default: return { ...container, name }
  }
}

/** When something of a cluster was last rolled out, milliseconds: often lately, seldom long ago. */
export function drawRollout(now: number, chance: Chance, trouble: Trouble | undefined): number {
  const [least, most] = trouble === undefined ? [1_200_000, 120 * day] : [3_000_000, 2 * day]
  return Math.floor((now - least * (most / least) ** chance.draw()) / 1000) * 1000
}
