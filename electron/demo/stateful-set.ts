import type { Pod, StatefulSet, StoredObject } from '../../shared/model/index.ts'
import type { PodTemplate } from '../registry/index.ts'
import { complete, controlledBy, type Ground } from './ground.ts'
import { admitSpec } from './pod-spec.ts'
import { createPodMaker } from './pods.ts'
import type { PlannedNamespace, PlannedWorkload } from './scene-plan.ts'
import { drawRollout, draftWorkload } from './template.ts'

/** A StatefulSet at rest with its revision and its pods. */
export function* buildStatefulSet(ground: Ground, home: PlannedNamespace, workload: PlannedWorkload): Generator<StoredObject> {
  const { now, chance, identities } = ground
  const { labels, selector, template } = draftWorkload(home, workload, chance)
  const { name, pods: replicas } = workload
  const created = drawRollout(now, chance, undefined)
  const hash = identities.hash()
  const revision = `${name}-${hash}`
  const set = complete<StoredObject<StatefulSet>>({
    apiVersion: 'apps/v1', kind: 'StatefulSet',
    metadata: { name, namespace: home.name, ...ground.stamp(created), labels },
    spec: { replicas, serviceName: name, selector: { matchLabels: selector }, template },
    status: {
      observedGeneration: 1, replicas, readyReplicas: replicas, currentReplicas: replicas, updatedReplicas: replicas, availableReplicas: replicas,
      currentRevision: revision, updateRevision: revision, collisionCount: 0,
    },
  })
  yield set
  const whole = set.spec?.template ?? {}
  yield buildRevision(ground, set, revision, { ...selector, 'controller.kubernetes.io/hash': hash }, whole, created)
  const spec = admitSpec(whole, identities.suffix())
  const maker = createPodMaker(ground, { namespace: home.name, labels, owners: controlledBy(set), prefix: '', spec })
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const own = `${name}-${ordinal}`
    const pod = maker.makeOne('running', created + 1000 + ordinal * 3000, {
      name: own, place: ground.nextPlace(), spec: { ...spec, hostname: own, subdomain: name },
      labels: { ...labels, 'statefulset.kubernetes.io/pod-name': own, 'apps.kubernetes.io/pod-index': String(ordinal), 'controller-revision-hash': revision },
    })
    yield withoutPrefix(pod)
  }
}

/** Pods that are named by their place are not named by chance. */
function withoutPrefix(pod: StoredObject<Pod>): StoredObject {
  const { generateName: _none, ...metadata } = pod.metadata
  return { ...pod, metadata }
}

/** The revision that a workload's template is kept as. */
export function buildRevision(
  ground: Ground, owner: StoredObject, name: string, labels: Readonly<Record<string, string>>, template: PodTemplate, created: number,
): StoredObject {
  const { namespace = '', annotations } = owner.metadata
  return {
    apiVersion: 'apps/v1', kind: 'ControllerRevision',
    metadata: { name, namespace, ...ground.stamp(created), labels, ...(annotations === undefined ? {} : { annotations }), ownerReferences: controlledBy(owner) },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision: 1,
  }
}
