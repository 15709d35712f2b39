import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass, StringMap } from '../../shared/model/index.ts'
import type { Amount } from './resources.ts'

/** A node with the pods on it and what they have asked for together. */
export interface Candidate {
  readonly node: Node
  readonly used: Amount
  readonly pods: readonly Pod[]
  /** Those of them that must not have certain others near. */
  readonly shunning: readonly Pod[]
  /** Another one whenever a pod has come or gone, where that is known. */
  readonly version?: number | undefined
  /** The least priority of the pods, where that is known without looking at them; Infinity where there are none. */
  readonly leastPriority?: number
  /** How many of the pods a controller owns, by its uid, where that is known without counting. */
  siblings?(owner: string): number
}

/** A claim of the pod's, with its volume when it is bound. */
export interface Claim {
  readonly claim: PersistentVolumeClaim
  readonly volume?: PersistentVolume
  readonly storageClass?: StorageClass
}

/** What else of the cluster the scheduler looks at. */
export interface Surroundings {
  labelsOfNamespace(name: string): StringMap
  findClaim(namespace: string, name: string): Claim | undefined
  /** Volumes that no claim has. */
  freeVolumes(): readonly PersistentVolume[]
}

/** Why a node will not do. Making room by removing pods may help against a `resolvable` one. */
export interface Obstacle {
  readonly reasons: readonly string[]
  readonly resolvable: boolean
}

export function unresolvable(reason: string): Obstacle {
  return { reasons: [reason], resolvable: false }
}

export function resolvable(...reasons: readonly string[]): Obstacle {
  return { reasons, resolvable: true }
}
