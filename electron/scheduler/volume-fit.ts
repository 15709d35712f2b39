import type { PersistentVolume, Pod } from '../../shared/model/index.ts'
import { parseQuantity, readLabelSelector } from '../registry/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { type Candidate, type Claim, type Obstacle, type Surroundings, unresolvable } from './candidate.ts'
import { matchesAnyTerm } from './node-affinity.ts'

const noProvisioner = 'kubernetes.io/no-provisioner'

/** Names of the claims that a pod mounts, its ephemeral ones included. */
export function claimNamesOf(pod: Pod): readonly string[] {
  return (pod.spec?.volumes ?? []).flatMap((volume) => {
    if (volume.persistentVolumeClaim !== undefined) return [volume.persistentVolumeClaim.claimName]
    return volume.ephemeral === undefined ? [] : [`${pod.metadata.name}-${volume.name}`]
  })
}

/** What keeps a pod from every node alike: a claim that is not there, or that is to be bound before the pod is placed. */
export function judgeClaims(pod: Pod, around: Surroundings): string | undefined {
  const claims = claimNamesOf(pod).map((name) => ({ name, found: around.findClaim(pod.metadata.namespace ?? '', name) }))
  for (const { name, found } of claims) {
    if (found === undefined) return `persistentvolumeclaim "${name}" not found`
    if (found.claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`
  }
  const unbound = claims.some(({ found }) => found !== undefined && !isBound(found) && found.storageClass?.volumeBindingMode !== 'WaitForFirstConsumer')
  return unbound ? 'pod has unbound immediate PersistentVolumeClaims' : undefined
}

export function isBound({ claim, volume }: Claim): boolean {
  return claim.status?.phase === 'Bound' && volume !== undefined
}

/** Judges nodes by where the pod's volumes are, and where those that wait for it can be had. */
export function judgeByVolumes(pod: Pod, around: Surroundings): ((candidate: Candidate) => Obstacle | undefined) | undefined {
  const claims = claimNamesOf(pod).flatMap((name) => around.findClaim(pod.metadata.namespace ?? '', name) ?? [])
  if (claims.length === 0) return undefined
  return ({ node }) => {
    const reaches = (volume: PersistentVolume) => {
      const required = volume.spec?.nodeAffinity?.required
      return required === undefined || matchesAnyTerm(required.nodeSelectorTerms, node)
    }
    if (claims.some((claim) => claim.volume !== undefined && !reaches(claim.volume))) return unresolvable('node(s) had volume node affinity conflict')
    const waiting = claims.filter((claim) => !isBound(claim) && (claim.storageClass === undefined || claim.storageClass.provisioner === noProvisioner))
    const found = waiting.every(({ claim }) => findVolume(claim, around.freeVolumes().filter(reaches)) !== undefined)
    return found ? undefined : unresolvable("node(s) didn't find available persistent volumes to bind")
  }
}

/** The smallest volume that a claim can have: as large, of its class, with its access modes and labels. A volume kept for the claim comes first. */
export function findVolume(claim: Claim['claim'], volumes: readonly PersistentVolume[]): PersistentVolume | undefined {
  const { accessModes = [], selector, storageClassName = '', volumeName, resources, volumeMode = 'Filesystem' } = claim.spec ?? {}
  const size = parseQuantity(resources?.requests?.['storage'] ?? '0')
  const sizeOf = (volume: PersistentVolume) => parseQuantity(volume.spec?.capacity?.['storage'] ?? '0')
  const fits = volumes.filter((volume) => {
    const { spec, metadata } = volume
    const kept = spec?.claimRef
    if (kept !== undefined && (kept.name !== claim.metadata.name || kept.namespace !== claim.metadata.namespace || (kept.uid && kept.uid !== claim.metadata.uid))) return false
    if (volumeName) return metadata.name === volumeName
    return metadata.deletionTimestamp === undefined && (spec?.storageClassName ?? '') === storageClassName && (spec?.volumeMode ?? 'Filesystem') === volumeMode
      && accessModes.every((mode) => spec?.accessModes?.includes(mode) === true) && sizeOf(volume) >= size
      && (selector === undefined || matches(readLabelSelector(selector), metadata.labels ?? {}))
  })
  const kept = fits.find((volume) => volume.spec?.claimRef !== undefined)
  return kept ?? fits.toSorted((a, b) => sizeOf(a) - sizeOf(b) || ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1))[0]
}
