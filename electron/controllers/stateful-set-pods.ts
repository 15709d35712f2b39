import type { KubeObject, PersistentVolumeClaim, StatefulSet, StoredObject } from '../../shared/model/index.ts'
import type { PodTemplate } from '../registry/index.ts'
import { buildPod, withLabels } from './pod-control.ts'
import type { StoredPod } from './pods.ts'
import { revisionHashLabel } from './revisions.ts'

export type StoredStatefulSet = StoredObject<StatefulSet>

const nameLabel = 'statefulset.kubernetes.io/pod-name'
const indexLabel = 'apps.kubernetes.io/pod-index'

/** The place of a pod in its set; undefined for one that is none of its names. */
export function ordinalOf(set: StoredStatefulSet, pod: StoredPod): number | undefined {
  const match = /^(.*)-(\d+)$/.exec(pod.metadata.name)
  return match?.[1] === set.metadata.name ? Number(match[2]) : undefined
}

/** The pod of a place, of a revision's template, with the identity and the volumes of that place. */
export function buildMember(set: StoredStatefulSet, ordinal: number, template: PodTemplate, revision: string): KubeObject {
  const name = `${set.metadata.name}-${ordinal}`
  const pod = withLabels(buildPod(set, template, { name }), { [nameLabel]: name, [indexLabel]: String(ordinal), [revisionHashLabel]: revision })
  const claims = set.spec?.volumeClaimTemplates ?? []
  const taken = new Set(claims.map((claim) => claim.metadata?.name))
  const volumes = [
    ...claims.map((claim) => ({ name: claim.metadata?.name ?? '', persistentVolumeClaim: { claimName: claimName(set, claim.metadata?.name ?? '', ordinal) } })),
    ...(template.spec?.volumes ?? []).filter((volume) => !taken.has(volume.name)),
  ]
  return {
    ...pod,
    spec: { ...template.spec, hostname: name, ...(set.spec?.serviceName ? { subdomain: set.spec.serviceName } : {}), ...(volumes.length === 0 ? {} : { volumes }) },
  }
}

export function claimName(set: StoredStatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`
}

/** The claims of a place, one for each of the set's templates. */
export function buildClaims(set: StoredStatefulSet, ordinal: number): readonly KubeObject[] {
  return (set.spec?.volumeClaimTemplates ?? []).map((template): PersistentVolumeClaim => {
    const { spec } = template
    return {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim',
      metadata: {
        ...template.metadata,
        name: claimName(set, template.metadata?.name ?? '', ordinal),
        namespace: set.metadata.namespace ?? '',
        labels: { ...template.metadata?.labels, ...set.spec?.selector.matchLabels },
      },
      ...(spec === undefined ? {} : { spec }),
    }
  })
}
