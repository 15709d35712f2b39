import type { Pod, StoredObject, StringMap } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import type { Ground, Place } from './ground.ts'
import { oneText } from './identities.ts'
import { type PodSpec, qosClassOf } from './pod-spec.ts'
import { type ContainerStatus, describeConditions, describeImages, evictionMessage, type Fate, type Image, type PodStatus, sayPullBackOff } from './pod-status.ts'

type StoredPod = StoredObject<Pod>
type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>

/** What the pods of a template have in common. All of it is shared, not copied. */
export interface PodKind {
  readonly namespace: string
  readonly labels: StringMap
  readonly owners: NonNullable<Pod['metadata']['ownerReferences']>
  /** What its pods' names begin with. */
  readonly prefix: string
  readonly spec: PodSpec
}

/** What the pods have in common that came to be at the same time and fare alike. */
interface Batch {
  readonly fate: Fate
  readonly created: number
  readonly creationTimestamp: string
  readonly conditions: NonNullable<PodStatus['conditions']>
  readonly qosClass: string
  readonly images: readonly Image[]
  readonly running: NonNullable<ContainerStatus['state']>
}

/** What one pod has for itself. */
interface Own {
  readonly name: string
  readonly place: Place
  readonly labels?: StringMap
  readonly spec?: PodSpec
}

/** How long a crash may be ago, milliseconds: the longest back-off, less a little. */
const longestBackOff = 290_000
const second = 1000

export interface PodMaker {
  /** Pods that came to be at a time (milliseconds), named by chance and put on nodes in turn. */
  makeMany(count: number, fate: Fate, created: number): Generator<StoredPod>
  makeOne(fate: Fate, created: number, own: Own): StoredPod
}

export function createPodMaker(ground: Ground, kind: PodKind): PodMaker {
  const { chance, identities, now } = ground
  const qosClass = qosClassOf(kind.spec)
  const images = describeImages(kind.spec)
  const used = new Set<string>()
  let last: Batch | undefined

  function batchOf(fate: Fate, created: number): Batch {
    if (last?.fate === fate && last.created === created) return last
    const running = { running: { startedAt: formatTime(created + 2 * second) } }
    const conditions = describeConditions(fate, kind.spec, created + 2 * second, ground.places.length)
    last = { fate, created, creationTimestamp: formatTime(created), conditions, qosClass, images, running }
    return last
  }

  function* makeMany(count: number, fate: Fate, created: number): Generator<StoredPod> {
    for (let made = 0; made < count;) {
      const suffix = identities.suffix()
      if (used.has(suffix)) continue
      used.add(suffix)
      made += 1
      yield makeOne(fate, created, { name: oneText(kind.prefix + suffix), place: ground.nextPlace() })
    }
  }

  function makeOne(fate: Fate, created: number, { name, place, labels = kind.labels, spec = kind.spec }: Own): StoredPod {
    const batch = batchOf(fate, created)
    const { uid, resourceVersion } = ground.stamp(created)
    const { namespace, owners: ownerReferences } = kind
    const { creationTimestamp } = batch
    const metadata = { name, generateName: kind.prefix, namespace, uid, resourceVersion, creationTimestamp, labels, ownerReferences }
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec: placeSpec(spec, fate, place), status: describe(batch, place, metadata) } as unknown as StoredPod
  }

  function placeSpec(spec: PodSpec, fate: Fate, place: Place): PodSpec {
    if (fate !== 'unschedulable') return { ...spec, nodeName: place.name }
    const { nodeName: _none, ...unplaced } = spec
    return unplaced
  }

  function describe(batch: Batch, place: Place, meta: Named): PodStatus {
    const { fate, conditions } = batch
    if (fate === 'unschedulable') return { phase: 'Pending', qosClass, conditions }
    if (fate === 'evicted') return { phase: 'Failed', reason: 'Evicted', message: evictionMessage, qosClass, conditions, startTime: batch.creationTimestamp }
    const { hostIP, hostIPs } = place
    const podIP = kind.spec.hostNetwork === true ? hostIP : ground.takeAddress(place)
    const podIPs = kind.spec.hostNetwork === true ? hostIPs : [{ ip: podIP }]
    const containerStatuses = batch.images.map((image) => describeContainer(batch, image, meta))
    return { phase: phaseOf(fate), qosClass, conditions, hostIP, hostIPs, podIP, podIPs, startTime: batch.creationTimestamp, containerStatuses }
  }

  function describeContainer({ fate, created, running }: Batch, { container, image, imageID }: Image, meta: Named): ContainerStatus {
    if (fate === 'image') {
      const wanted = kind.spec.containers.find(({ name }) => name === container)?.image ?? ''
      return { name: container, image: wanted, imageID: '', ready: false, restartCount: 0, started: false, state: { waiting: { reason: 'ImagePullBackOff', message: sayPullBackOff(wanted) } } }
    }
    const containerID = identities.runId()
    const base = { containerID, name: container, image, imageID }
    switch (fate) {
      case 'succeeded': return { ...base, ready: false, restartCount: 0, started: false, state: { terminated: end(0, 'Completed', created, created + 3 * second, containerID) } }
      case 'failed': return { ...base, ready: false, restartCount: 0, started: false, state: { terminated: end(1, 'Error', created, created + 3 * second, containerID) } }
      case 'crash': {
        const crashed = now - Math.floor(chance.draw() * longestBackOff)
        const restartCount = 6 + Math.floor((crashed - created) / 306_000)
        const message = `back-off 5m0s restarting failed container=${container} pod=${meta.name}_${kind.namespace}(${meta.uid})`
        const lastState = { terminated: end(1, 'Error', crashed - second, crashed, containerID) }
        return { ...base, ready: false, restartCount, started: false, state: { waiting: { reason: 'CrashLoopBackOff', message } }, lastState }
      }
      default: {
        if (chance.draw() >= 0.03) return { containerID, name: container, image, imageID, ready: true, restartCount: 0, started: true, state: running }
        const ended = created + 10 * second + Math.floor(chance.draw() * (now - created - 20 * second))
        const lastState = { terminated: end(137, 'OOMKilled', created, ended, identities.runId()) }
        return { ...base, ready: true, restartCount: 1 + Math.floor(chance.draw() * 4), started: true, state: { running: { startedAt: formatTime(ended + 2 * second) } }, lastState }
      }
    }
  }

  return { makeMany, makeOne }
}

interface Named {
  readonly name: string
  readonly uid: string
}

function end(exitCode: number, reason: string, started: number, finished: number, containerID: string): Terminated {
  return { exitCode, reason, startedAt: formatTime(started), finishedAt: formatTime(finished), containerID }
}

function phaseOf(fate: Fate): string {
  switch (fate) {
    case 'image': return 'Pending'
    case 'succeeded': return 'Succeeded'
    case 'failed': return 'Failed'
    default: return 'Running'
  }
}
