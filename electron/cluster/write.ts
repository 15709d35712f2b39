import type { CustomResourceDefinition, FieldError, KubeObject, ObjectMeta, Pod, Service, StoredObject } from '../../shared/model/index.ts'
import { validateObjectMeta } from '../../shared/model/index.ts'
import { alreadyExists, badRequest, conflict, invalid } from '../../shared/status/index.ts'
import { equalJson, groupOf, type Kind, validateEphemeralChange } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'
import { admitCreation, checkByAdmission, fillByAdmission, refillByAdmission } from './admission.ts'
import { acceptNames } from './custom-names.ts'
import { keyFor, keyOf, kindOf, missing, resourceName } from './objects.ts'
import { drawSuffix, drawUid, type Random } from './random.ts'
import { allocateAddresses } from './service-addresses.ts'
import { formatTime } from './time.ts'

/** What the write path needs besides the store. */
export interface World {
  readonly now: () => number
  readonly random: Random
}

/** Default, admit, validate, store. Throws BadRequest, NotFound, Forbidden, Invalid or AlreadyExists. */
export function createObject(tx: Transaction, world: World, object: KubeObject): StoredObject {
  const kind = kindOf(tx, object)
  if (object.metadata.resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created')
  const named = withIdentity(tx, world, kind, object)
  const filled = kind.withDefaults(named)
  admitCreation(tx, kind, filled)
  const prepared = prepare(kind, fillByAdmission(tx, world.random, kind, filled), undefined)
  const whole = kind.initialStatus === undefined ? prepared : withStatus(prepared, kind.initialStatus(withoutStatus(prepared)))
  check(kind, whole, kind.validateCreation?.(whole))
  const key = keyOf(kind, whole)
  if (tx.get(key) !== undefined) throw alreadyExists(resourceName(kind), key.name)
  checkByAdmission(tx, kind, whole)
  return tx.put(key, allocate(tx, world, kind, whole, undefined))
}

function withoutStatus(object: KubeObject): KubeObject {
  if (!('status' in object)) return object
  const { status: _status, ...rest } = object
  return rest
}

function withStatus(object: KubeObject, status: unknown): KubeObject {
  return status === undefined ? withoutStatus(object) : { ...object, status }
}

/** What an object is given that depends on the others: a service its addresses, a definition the names that it may use. */
function allocate(tx: Transaction, world: World, kind: Kind, object: KubeObject, current: StoredObject | undefined): KubeObject {
  switch (kind.kind) {
    case 'Service': return allocateAddresses(tx, world.random, object as Service, current as unknown as Service | undefined)
    // What is wrong in it is told after this.
    case 'CustomResourceDefinition': return kind.validate(object).length > 0 ? object : acceptNames(tx, object as CustomResourceDefinition, formatTime(world.now()))
    default: return object
  }
}

function withIdentity(tx: Transaction, world: World, kind: Kind, object: KubeObject): KubeObject {
  const given = withoutDeletion(object.metadata)
  const meta = kind.namespaced && given.namespace !== undefined ? given : withoutNamespace(given)
  const revision = tx.nextRevision()
  const metadata: ObjectMeta = {
    ...meta,
    ...(meta.name || !meta.generateName ? {} : { name: freeName(tx, world, kind, object, revision) }),
    uid: drawUid(world.random, revision),
    creationTimestamp: formatTime(world.now()),
    ...(kind.generation === true ? { generation: 1 } : {}),
  }
  return { ...object, metadata }
}

function withoutNamespace({ namespace: _namespace, ...metadata }: ObjectMeta): ObjectMeta {
  return metadata
}

function withoutDeletion(metadata: ObjectMeta): ObjectMeta {
  if (metadata.deletionTimestamp === undefined && metadata.deletionGracePeriodSeconds === undefined) return metadata
  const { deletionTimestamp: _when, deletionGracePeriodSeconds: _grace, ...rest } = metadata
  return rest
}

/** Names made by upstream collide and are then refused; ours are drawn again. */
function freeName(tx: Transaction, { random }: World, kind: Kind, object: KubeObject, revision: number): string {
  for (let attempt = 0; ; attempt++) {
    const name = (object.metadata.generateName ?? '') + drawSuffix(random, revision, attempt)
    if (tx.get(keyFor(kind, object.metadata.namespace ?? '', name)) === undefined) return name
  }
}

/** Checks the whole object against what may change and stores it; an update that changes nothing is not written. Throws NotFound, Conflict or Invalid. */
export function updateObject(tx: Transaction, world: World, object: KubeObject): StoredObject {
  const kind = kindOf(tx, object)
  const key = keyOf(kind, object)
  const current = tx.get(key)
  if (current === undefined) throw missing(kind, key.name)
  checkPreconditions(kind, object, current)
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, generation } = current.metadata
  const kept = { uid, creationTimestamp, ...(deletionTimestamp === undefined ? {} : { deletionTimestamp, deletionGracePeriodSeconds }) }
  const { resourceVersion: _version, ...meta } = withoutDeletion(object.metadata)
  const given = kind.withDefaults({ ...object, metadata: { ...meta, ...kept, ...(generation === undefined ? {} : { generation }) } })
  const { status: _status, ...body } = prepare(kind, refillByAdmission(kind, given), current)
  const status = kind.initialStatus === undefined ? object['status'] : current['status']
  let next = { ...body, ...(status === undefined ? {} : { status }) } as KubeObject
  next = allocate(tx, world, kind, next, current)
  check(kind, next, kind.validateUpdate(next, current))
  if (generation !== undefined && !equalJson(bodyOf(next), bodyOf(current))) next = { ...next, metadata: { ...next.metadata, generation: generation + 1 } }
  const stored = putChanged(tx, kind, next, current)
  // The last finalizer was what kept it.
  return isReleased(stored) ? (tx.remove(key) ?? stored) : stored
}

function isReleased({ kind, metadata }: StoredObject): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.deletionGracePeriodSeconds === 0 && (metadata.finalizers ?? []).length === 0 && kind !== 'Namespace'
}

function prepare(kind: Kind, object: KubeObject, current: StoredObject | undefined): KubeObject {
  return kind.prepare === undefined ? object : kind.prepare(object, current)
}

/** What a change of counts as a new generation. */
function bodyOf({ metadata: _metadata, status: _status, ...body }: KubeObject): object {
  return body
}

function checkPreconditions(kind: Kind, object: KubeObject, current: StoredObject): void {
  const { name, uid, resourceVersion } = current.metadata
  const { uid: wantedUid, resourceVersion: wantedVersion } = object.metadata
  if (wantedUid && wantedUid !== uid) throw conflict(resourceName(kind), name, `Precondition failed: UID in precondition: ${wantedUid}, UID in object meta: ${uid}`)
  if (wantedVersion && wantedVersion !== resourceVersion) throw conflict(resourceName(kind), name)
}

/** Stores the status of `object` and nothing else of it. Throws NotFound or Conflict. */
export function updateStatus(tx: Transaction, object: KubeObject): StoredObject {
  const kind = kindOf(tx, object)
  const key = keyOf(kind, object)
  const current = tx.get(key)
  if (current === undefined) throw missing(kind, object.metadata.name ?? '')
  checkPreconditions(kind, object, current)
  if (equalJson(current['status'], object['status'])) return current
  return tx.put(key, { ...current, status: object['status'] })
}

/** Stores the ephemeral containers of a pod and nothing else of it. Throws NotFound, Conflict or Invalid. */
export function updateEphemeralContainers(tx: Transaction, object: KubeObject): StoredObject {
  const kind = kindOf(tx, object)
  const current = tx.get(keyOf(kind, object)) as StoredObject<Pod> | undefined
  if (current?.spec === undefined) throw missing(kind, object.metadata.name ?? '')
  checkPreconditions(kind, object, current)
  const { ephemeralContainers = [] } = (kind.withDefaults(object) as Pod).spec ?? {}
  const { ephemeralContainers: _standing, ...spec } = current.spec
  const { managedFields } = object.metadata
  const next = {
    ...current,
    metadata: { ...current.metadata, ...(managedFields === undefined ? {} : { managedFields }) },
    spec: { ...spec, ...(ephemeralContainers.length === 0 ? {} : { ephemeralContainers }) },
  }
  check(kind, next, validateEphemeralChange(next, current))
  return putChanged(tx, kind, next, current)
}

/** A write by the cluster itself that no rule of updates applies to; not done when it changes nothing. */
export function putChanged(tx: Transaction, kind: Kind, next: KubeObject, current: StoredObject): StoredObject {
  const { resourceVersion: _version, ...before } = current.metadata
  const { resourceVersion: _same, ...after } = next.metadata
  if (equalJson({ ...next, metadata: after }, { ...current, metadata: before })) return current
  return tx.put(keyOf(kind, current), next)
}

/** Throws Invalid with all that is wrong; `more` is what the object alone does not tell. */
export function check(kind: Kind, object: KubeObject, more: readonly FieldError[] = []): void {
  const errors = [...validateObjectMeta(object.metadata, kind), ...kind.validate(object), ...more]
  if (errors.length > 0) throw invalid({ kind: kind.kind, group: groupOf(kind) }, object.metadata.name ?? '', errors)
}
