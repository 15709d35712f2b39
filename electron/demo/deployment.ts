import type { Deployment, ReplicaSet, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { buildEvents } from './events.ts'
import { complete, controlledBy, day, type Ground } from './ground.ts'
import { admitSpec } from './pod-spec.ts'
import { createPodMaker, type PodMaker } from './pods.ts'
import type { PlannedNamespace, PlannedWorkload } from './scene-plan.ts'
import { drawRollout, draftWorkload } from './template.ts'

type StoredSet = StoredObject<ReplicaSet>

const revision = 'deployment.kubernetes.io/revision'

/** A Deployment at rest with its sets, its pods, and what was told of them. */
export function* buildDeployment(ground: Ground, home: PlannedNamespace, workload: PlannedWorkload): Generator<StoredObject> {
  const { now, chance, identities } = ground
  const { labels, selector, template } = draftWorkload(home, workload, chance)
  const { name, pods: replicas, trouble } = workload
  const rolledOut = drawRollout(now, chance, trouble)
  const generations = 1 + Math.floor(chance.draw() * 20)
  const hash = identities.hash()
  const bare = complete<StoredObject<Deployment>>({
    apiVersion: 'apps/v1', kind: 'Deployment',
    metadata: { name, namespace: home.name, ...ground.stamp(rolledOut - day * generations), labels, annotations: { [revision]: String(generations) } },
    spec: { replicas, selector: { matchLabels: selector }, template },
  })
  const healthy = trouble === undefined
  const surge = Math.ceil(replicas * 0.25)
  const buildSet = (setHash: string, number: number, wanted: number, created: number, of: typeof template): StoredSet => {
    const setLabels = { ...of.metadata?.labels, 'pod-template-hash': setHash }
    return complete<StoredSet>({
      apiVersion: 'apps/v1', kind: 'ReplicaSet',
      metadata: {
        name: `${name}-${setHash}`, namespace: home.name, ...ground.stamp(created), labels: setLabels,
        annotations: { 'deployment.kubernetes.io/desired-replicas': String(replicas), 'deployment.kubernetes.io/max-replicas': String(replicas + surge), [revision]: String(number) },
        ownerReferences: controlledBy(bare),
      },
      spec: { replicas: wanted, selector: { matchLabels: { ...selector, 'pod-template-hash': setHash } }, template: { ...of, metadata: { ...of.metadata, labels: setLabels } } },
      status: {
        replicas: wanted, observedGeneration: 1,
        ...(wanted === 0 ? {} : { fullyLabeledReplicas: wanted }),
        ...(wanted === 0 || !healthy ? {} : { readyReplicas: wanted, availableReplicas: wanted }),
      },
    })
  }
  const whole = bare.spec?.template ?? {}
  const newest = buildSet(hash, generations, replicas, rolledOut, whole)
  yield { ...bare, status: describeStatus(replicas, healthy, newest.metadata.name, rolledOut) }
  if (generations > 1) yield buildSet(identities.hash(), generations - 1, 0, rolledOut - day, withOlderVersion(whole))
  yield newest

  const spec = admitSpec(whole, identities.suffix())
  const maker = createPodMaker(ground, {
    namespace: home.name, labels: newest.metadata.labels ?? {}, owners: controlledBy(newest), prefix: `${newest.metadata.name}-`, spec,
  })
  yield* buildReplicas(ground, maker, workload, rolledOut)
}

function* buildReplicas(ground: Ground, maker: PodMaker, { pods, trouble, evicted, ending }: PlannedWorkload, rolledOut: number): Generator<StoredObject> {
  const { now, chance } = ground
  // Most came with the rollout, the others as it was scaled or nodes were drained.
  const later = trouble === undefined && pods > 3 ? Math.floor(pods * 0.4 * chance.draw()) : 0
  const between = () => Math.floor((rolledOut + (now - 300_000 - rolledOut) * chance.draw()) / 1000) * 1000
  for (const pod of maker.makeMany(pods - later, trouble ?? 'running', rolledOut + 1000)) {
    yield pod
    if (trouble !== undefined) yield* buildEvents(ground, pod, trouble)
  }
  yield* maker.makeMany(later, 'running', between())
  for (const pod of maker.makeMany(evicted, 'evicted', between())) {
    yield pod
    yield* buildEvents(ground, pod, 'evicted')
  }
  for (const pod of maker.makeMany(ending, 'running', rolledOut + 1000)) {
    const grace = pod.spec?.terminationGracePeriodSeconds ?? 30
    const deletionTimestamp = formatTime(now + Math.floor(grace * (0.3 + 0.6 * chance.draw())) * 1000)
    yield { ...pod, metadata: { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace } }
  }
}

/** The template as it was before the newest image. */
function withOlderVersion(template: NonNullable<Deployment['spec']>['template'] | object) {
  const { metadata = {}, ...rest } = template as NonNullable<Deployment['spec']>['template']
  return { ...rest, metadata: { ...metadata, labels: { ...metadata.labels, 'app.kubernetes.io/version': '0.9.0' } } }
}

function describeStatus(replicas: number, healthy: boolean, set: string, rolledOut: number) {
  const begun = formatTime(rolledOut)
  const done = formatTime(rolledOut + (healthy ? 4_000 : 601_000))
  const condition = (type: string, status: string, reason: string, message: string, at: string) => ({ type, status, reason, message, lastUpdateTime: at, lastTransitionTime: at })
  const conditions = healthy
    ? [
      condition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', done),
      condition('Progressing', 'True', 'NewReplicaSetAvailable', `ReplicaSet "${set}" has successfully progressed.`, done),
    ]
    : [
      condition('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.', begun),
      condition('Progressing', 'False', 'ProgressDeadlineExceeded', `ReplicaSet "${set}" has timed out progressing.`, done),
    ]
  const ready = healthy ? { readyReplicas: replicas, availableReplicas: replicas } : { unavailableReplicas: replicas }
  return { observedGeneration: 1, replicas, updatedReplicas: replicas, ...ready, conditions }
}
