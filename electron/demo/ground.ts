import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { findKind } from '../registry/index.ts'
import type { Chance } from './chance.ts'
import { createIdentities, type Identities, oneText } from './identities.ts'

/** A machine that pods are put on. */
export interface Place {
  readonly name: string
  readonly hostIP: string
  readonly hostIPs: readonly { readonly ip: string }[]
  readonly podCIDR: string
  readonly zone: string
}

/** What all objects of a scene are made with. */
export interface Ground {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly chance: Chance
  readonly identities: Identities
  readonly places: readonly Place[]
  /** Goes round all places. */
  nextPlace(): Place
  /** An address of a place's pod network. */
  takeAddress(place: Place): string
  takeServiceAddress(): string
  /** `created` in milliseconds. */
  stamp(created: number): { readonly uid: string; readonly resourceVersion: string; readonly creationTimestamp: string }
}

/** Milliseconds. */
export const day = 86_400_000

const zones = ['a', 'b', 'c']

export function createGround(now: number, chance: Chance, nodes: number, revision: () => number): Ground {
  const places: readonly Place[] = Array.from({ length: nodes }, (_, index) => {
    const zone = zones[index % zones.length] ?? ''
    const hostIP = `172.${16 + ((index + 10) >> 16)}.${((index + 10) >> 8) & 255}.${(index + 10) & 255}`
    return { name: `worker-${zone}-${String(Math.floor(index / zones.length) + 1).padStart(3, '0')}`, hostIP, hostIPs: [{ ip: hostIP }], podCIDR: `10.${index >> 8}.${index & 255}.0/24`, zone: `demo-1${zone}` }
  })
  const taken = new Map<Place, number>()
  const identities = createIdentities(chance)
  let turn = 0
  let service = 20
  return {
    now, chance, identities, places,
    nextPlace: () => places[turn++ % places.length]!,
    takeAddress: (place) => {
      const count = taken.get(place) ?? 0
      taken.set(place, count + 1)
      return oneText(place.podCIDR.replace('0/24', String(2 + count)))
    },
    takeServiceAddress: () => {
      service += 1
      return `10.${96 + (service >> 16)}.${(service >> 8) & 255}.${service & 255}`
    },
    stamp: (created) => ({ uid: identities.uid(), resourceVersion: String(revision()), creationTimestamp: formatTime(created) }),
  }
}

/** The object as the API server would have stored it: with its defaults, what the server itself writes, its first generation. */
export function complete<T extends StoredObject>(object: KubeObject): T {
  const kind = findKind(object.kind)
  if (kind === undefined) throw new Error(`no kind ${object.kind}`)
  const filled = kind.withDefaults(object)
  const prepared = kind.prepare?.(filled, undefined) ?? filled
  return (kind.generation === true ? { ...prepared, metadata: { ...prepared.metadata, generation: 1 } } : prepared) as T
}

/** The owner as its dependants name it. */
export function controlledBy(owner: StoredObject) {
  return [{ apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true }]
}
