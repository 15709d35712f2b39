import type { Pod } from '../../shared/model/index.ts'
import { makeToken } from '../cluster/index.ts'
import { findKind, type PodTemplate } from '../registry/index.ts'

export type PodSpec = NonNullable<Pod['spec']>
type Container = PodSpec['containers'][number]

const patience = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: 300 }))
const priorities: Readonly<Record<string, number>> = { 'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000 }

/** The spec of the pods of a template, with all that admission gives them; `nodeName` is '', for each pod to put its own in. `token` names its token's volume. */
export function admitSpec(template: PodTemplate, token: string): PodSpec {
  const kind = findKind('Pod')
  const pod = kind?.withDefaults({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: template.spec }) as Pod | undefined
  const spec = pod?.spec ?? { containers: [] }
  const { mount, volumes } = makeToken(token)
  const own = spec.tolerations ?? []
  return {
    ...spec,
    containers: spec.containers.map((container: Container) => ({ ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] })),
    volumes: [...(spec.volumes ?? []), ...volumes],
    serviceAccount: 'default', serviceAccountName: 'default',
    priority: priorities[spec.priorityClassName ?? ''] ?? 0,
    preemptionPolicy: 'PreemptLowerPriority',
    tolerations: [...own, ...patience.filter(({ key }) => !own.some((one) => one.key === key && one.effect === 'NoExecute'))],
    nodeName: '',
  }
}

/** As the API server works it out. */
export function qosClassOf(spec: PodSpec): string {
  const status = findKind('Pod')?.initialStatus?.({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec }) as Pod['status']
  return status?.qosClass ?? ''
}
