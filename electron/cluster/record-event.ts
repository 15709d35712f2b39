import type { KubeObject, StoredObject } from '../../shared/model/index.ts'
import type { Transaction } from '../store/index.ts'
import { drawUid } from './random.ts'
import { formatTime } from './time.ts'
import type { World } from './write.ts'

/** Something to tell of an object, as `kubectl describe` lists it. */
export interface Occurrence {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** Who tells: `kubelet`, `replicaset-controller`. */
  readonly component: string
  /** Node of the kubelet that tells. */
  readonly host?: string
  /** `spec.containers{web}`. */
  readonly fieldPath?: string
}

/** Names of the events told last, by what they say of what: as upstream's correlator, it forgets when the program ends, and what was told long ago. */
interface Told {
  young: Map<string, string>
  old: Map<string, string>
  /** Of the event before: a pod's events come together. */
  about: StoredObject | undefined
  readonly references: Map<string, object>
  /** By component and host. */
  readonly sources: Map<string, object>
}

const toldIn = new WeakMap<World, Told>()
const remembered = 4096

function toldOf(world: World): Told {
  const known = toldIn.get(world)
  if (known !== undefined) return known
  const told: Told = { young: new Map(), old: new Map(), about: undefined, references: new Map(), sources: new Map() }
  toldIn.set(world, told)
  return told
}

function remember(told: Told, saying: string, name: string): void {
  if (told.young.size >= remembered) {
    told.old = told.young
    told.young = new Map()
  }
  told.young.set(saying, name)
}

/** The object as its events name it. */
function referTo(told: Told, about: StoredObject, fieldPath: string): object {
  if (told.about !== about) {
    told.about = about
    told.references.clear()
  }
  let reference = told.references.get(fieldPath)
  if (reference === undefined) {
    const { apiVersion, kind, metadata: { name, namespace, uid, resourceVersion } } = about
    reference = Object.freeze({ apiVersion, kind, name, uid, resourceVersion, ...(namespace === undefined ? {} : { namespace }), ...(fieldPath === '' ? {} : { fieldPath }) })
    told.references.set(fieldPath, reference)
  }
  return reference
}

function sourceOf(told: Told, component: string, host: string | undefined): object {
  const text = `${component} ${host ?? ''}`
  let source = told.sources.get(text)
  if (source === undefined) {
    source = Object.freeze({ component, ...(host === undefined ? {} : { host }) })
    if (told.sources.size >= remembered) told.sources.clear()
    told.sources.set(text, source)
  }
  return source
}

/** Writes an Event, or counts one up that says the same of the same object. In a namespace that is going there is no one left to tell. */
export function recordEvent(tx: Transaction, world: World, about: StoredObject, occurrence: Occurrence): void {
  const namespace = about.metadata.namespace ?? 'default'
  const home = tx.get({ resource: 'namespaces', namespace: '', name: namespace })
  if (home === undefined || home.metadata.deletionTimestamp !== undefined) return
  const { component, host, message, reason, type, fieldPath = '' } = occurrence
  const told = toldOf(world)
  // Only the message, the last, may hold any character.
  const saying = `${about.metadata.uid} ${component} ${type} ${reason} ${fieldPath} ${message}`
  const now = formatTime(world.now())
  const before = told.young.get(saying) ?? told.old.get(saying)
  const keyOf = (name: string) => ({ resource: 'events', namespace, name })
  const known = before === undefined ? undefined : tx.get(keyOf(before))
  if (before !== undefined && known !== undefined) {
    tx.put(keyOf(before), { ...known, count: Number(known['count']) + 1, lastTimestamp: now })
    return
  }
  const name = `${about.metadata.name}.${stamp(world.now(), tx.nextRevision())}`
  remember(told, saying, name)
  const event: KubeObject = {
    apiVersion: 'v1', kind: 'Event',
    metadata: { name, namespace, uid: drawUid(world.random, tx.nextRevision()), creationTimestamp: now },
    involvedObject: referTo(told, about, fieldPath),
    type, reason, message, count: 1, firstTimestamp: now, lastTimestamp: now,
    source: sourceOf(told, component, host),
    reportingComponent: component, reportingInstance: host ?? '',
  }
  tx.put(keyOf(name), event)
}

/** A time in hexadecimal nanoseconds, as upstream names events: in the order of their names is the order in which they were told. */
function stamp(now: number, revision: number): string {
  return (BigInt(now) * 1_000_000n + BigInt(revision % 1_000_000)).toString(16)
}
