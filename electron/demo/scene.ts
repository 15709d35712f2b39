import { assertNever } from '../../shared/lang/assert-never.ts'
import type { Service, StoredObject } from '../../shared/model/index.ts'
import { daemons } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { buildCronJob } from './cron-job.ts'
import { buildDaemonSet } from './daemon-set.ts'
import { buildDeployment } from './deployment.ts'
import { complete, createGround, day, type Ground } from './ground.ts'
import { buildNode } from './nodes.ts'
import type { PlannedNamespace, PlannedWorkload, ScenePlan } from './scene-plan.ts'
import { buildStatefulSet } from './stateful-set.ts'

export interface SceneParts {
  readonly plan: ScenePlan
  /** Milliseconds since 1970. */
  readonly now: number
  readonly chance: Chance
  /** Gives every object its own. */
  readonly revision: () => number
  /** Namespaces that are there already. */
  readonly known: ReadonlySet<string>
}

/** All objects of a planned scene, owners before what they own. What pods have in common they share. */
export function* buildScene({ plan, now, chance, revision, known }: SceneParts): Generator<StoredObject> {
  const ground = createGround(Math.floor(now / 1000) * 1000, chance, plan.nodes, revision)
  const founded = ground.now - 400 * day
  for (const place of ground.places) yield buildNode(ground, place, founded)
  for (const home of plan.namespaces) if (!known.has(home.name)) yield buildNamespace(ground, home, founded)
  for (const daemon of daemons.slice(0, plan.daemons)) yield* buildDaemonSet(ground, daemon, founded + day)
  for (const home of plan.namespaces) {
    for (const workload of home.workloads) {
      if (workload.canary !== true) yield* buildService(ground, home, workload, founded)
      yield* buildWorkload(ground, home, workload)
    }
  }
}

function buildNamespace(ground: Ground, { name, team, environment }: PlannedNamespace, created: number): StoredObject {
  const labels = { 'kubernetes.io/metadata.name': name, ...(team === undefined ? {} : { team, env: environment ?? '' }) }
  return complete({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...ground.stamp(created), labels }, status: { phase: 'Active' } })
}

function buildWorkload(ground: Ground, home: PlannedNamespace, workload: PlannedWorkload): Generator<StoredObject> {
  switch (workload.component.kind) {
    case 'Deployment': return buildDeployment(ground, home, workload)
    case 'StatefulSet': return buildStatefulSet(ground, home, workload)
    case 'CronJob': return buildCronJob(ground, home, workload)
    default: return assertNever(workload.component.kind)
  }
}

/** Before everything that listens: a Service, of a StatefulSet a headless one. */
function* buildService(ground: Ground, home: PlannedNamespace, { name, service, component }: PlannedWorkload, created: number): Generator<StoredObject> {
  const [port] = component.container.ports ?? []
  if (port === undefined) return
  const app = home.team === undefined ? name : `${service}-${component.name}`
  const address = component.kind === 'StatefulSet' ? 'None' : ground.takeServiceAddress()
  const labels = { app, 'app.kubernetes.io/part-of': service, ...(home.team === undefined ? {} : { team: home.team, env: home.environment ?? '' }) }
  yield complete<StoredObject<Service>>({
    apiVersion: 'v1', kind: 'Service',
    metadata: { name, namespace: home.name, ...ground.stamp(created), labels },
    spec: { clusterIP: address, clusterIPs: [address], selector: { app }, ports: [{ name: port.name, port: port.containerPort, protocol: 'TCP', targetPort: port.name }] },
  })
}
