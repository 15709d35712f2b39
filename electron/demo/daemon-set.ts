import type { DaemonSet, StoredObject } from '../../shared/model/index.ts'
import type { daemons } from './catalogue.ts'
import { complete, controlledBy, type Ground } from './ground.ts'
import { admitSpec } from './pod-spec.ts'
import { createPodMaker } from './pods.ts'
import { buildRevision } from './stateful-set.ts'

const generation = '1'
const states = ['not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable']

/** A DaemonSet at rest with its revision and a pod on every node. */
export function* buildDaemonSet(ground: Ground, { namespace, name, image, hostNetwork }: (typeof daemons)[number], created: number): Generator<StoredObject> {
  const hash = ground.identities.hash()
  const labels = { app: name, 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'node-agent' }
  const nodes = ground.places.length
  const set = complete<StoredObject<DaemonSet>>({
    apiVersion: 'apps/v1', kind: 'DaemonSet',
    metadata: { name, namespace, ...ground.stamp(created), labels, annotations: { 'deprecated.daemonset.template.generation': generation } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name, image, resources: { requests: { cpu: '50m', memory: '64Mi' } } }], tolerations: [{ operator: 'Exists' }],
          ...(hostNetwork ? { hostNetwork } : {}),
          ...(namespace === 'kube-system' ? { priorityClassName: 'system-node-critical' } : {}),
        },
      },
    },
    status: {
      currentNumberScheduled: nodes, numberMisscheduled: 0, desiredNumberScheduled: nodes, numberReady: nodes, observedGeneration: 1,
      updatedNumberScheduled: nodes, numberAvailable: nodes,
    },
  })
  yield set
  const whole = set.spec?.template ?? {}
  yield buildRevision(ground, set, `${name}-${hash}`, { ...labels, 'controller-revision-hash': hash }, whole, created)
  const network = hostNetwork ? ['network-unavailable'] : []
  const tolerations = [...states, ...network].map((state, place) => ({ effect: place < 2 ? 'NoExecute' : 'NoSchedule', key: `node.kubernetes.io/${state}`, operator: 'Exists' }))
  const spec = admitSpec({ spec: { containers: [], ...whole.spec, tolerations: [{ operator: 'Exists' }, ...tolerations] } }, ground.identities.suffix())
  const podLabels = { ...labels, 'controller-revision-hash': hash, 'pod-template-generation': generation }
  const maker = createPodMaker(ground, { namespace, labels: podLabels, owners: controlledBy(set), prefix: `${name}-`, spec })
  const used = new Set<string>()
  for (const place of ground.places) {
    let suffix = ground.identities.suffix()
    while (used.has(suffix)) suffix = ground.identities.suffix()
    used.add(suffix)
    const pinned = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [place.name] }] }] } } }
    yield maker.makeOne('running', created + 1000, { name: `${name}-${suffix}`, place, spec: { ...spec, affinity: pinned } })
  }
}
