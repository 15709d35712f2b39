import type { Pod } from '../../shared/model/index.ts'
import { makeToken, tolerateNodeTroubles } from '../cluster/index.ts'
import { findKind, type PodTemplate, systemPriorities } from '../registry/index.ts'

export type PodSpec = NonNullable<Pod['spec']>
type Container = PodSpec['containers'][number]

/** The spec of the pods of a template, with all that admission gives them; `nodeName` is '', for each pod to put its own in. `token` names its token's volume. */
export function admitSpec(template: PodTemplate, token: string): PodSpec {
  const kind = findKind('Pod')
  const pod = kind?.withDefaults({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: template.spec }) as Pod | undefined
  const spec = (pod === undefined ? undefined : tolerateNodeTroubles(pod).spec) ?? { containers: [] }
  const { mount, volumes } = makeToken(token)
  return {
    ...spec,
    containers: spec.containers.map((container: Container) => ({ ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] })),
    volumes: [...(spec.volumes ?? []), ...volumes],
    serviceAccount: 'default', serviceAccountName: 'default',
    priority: systemPriorities[spec.priorityClassName ?? ''] ?? 0,
    preemptionPolicy: 'PreemptLowerPriority',
    nodeName: '',
  }
}

/** As the API server works it out. */
export function qosClassOf(spec: PodSpec): string {
  const status = findKind('Pod')?.initialStatus?.({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec }) as Pod['status']
  return status?.qosClass ?? ''
}
