import type { KubeObject, ObjectRef, StoredObject } from '../../shared/model/index.ts'
import { formatRef } from '../../shared/model/index.ts'
import { fieldOf, matches, matchesFields, parseFieldSelector, parseSelector, supportFields } from '../../shared/selector/index.ts'
import { badRequest, nothingToUndo } from '../../shared/status/index.ts'
import { type Kind, type Kinds, readObject, resourceOf } from '../registry/index.ts'
import { type Log, openStore, type Pace, type Transaction, unbroken } from '../store/index.ts'
import { applyManifests, type Manifest, readManifest } from './apply.ts'
import { bootstrap, defaultNodes } from './bootstrap.ts'
import type { Clock } from './clock.ts'
import { deleteObject } from './delete.ts'
import { changeLabels, checkLabelChange } from './label.ts'
import { defaultNamespace, indexes, keyFor, keyOf, kindCalled, kindOf, kindsIn, missing, type Reader } from './objects.ts'
import { createRandom } from './random.ts'
import { createTransaction } from './transaction.ts'
import type { ApplyOptions, ApplyReport, Cluster, ClusterTransaction, ListOptions, ObjectList } from './types.ts'
import { type Before, findFollowers, findStanding, recordChanges, type Step, undoStep } from './undo.ts'
import { createObject, updateObject, type World } from './write.ts'

export interface ClusterParts {
  readonly log: Log
  readonly clock: Clock
  /** Names and uids are drawn from it; the same seed and commands give the same cluster. */
  readonly seed: number
  /** Of a new cluster; 3 without it. */
  readonly nodes?: number
  /** How its long work lets others have their turn; without it, not at all, and then every run is the same. */
  readonly pace?: Pace
}

/** How many commands can be taken back. */
const undoDepth = 100

/** Carries a report out of a transaction that must write nothing. */
class Held extends Error {
  readonly report: ApplyReport

  constructor(report: ApplyReport) {
    super('held back')
    this.report = report
  }
}

/** Opens the cluster that a log holds; an empty one is given what every cluster begins with. Throws StoreProblem. */
export async function createCluster({ log, clock, seed, nodes = defaultNodes, pace = unbroken }: ClusterParts): Promise<Cluster> {
  const store = await openStore(log, { indexes, pace })
  const random = createRandom(seed)
  const world: World = { now: () => clock.now(), random }
  const steps: Step[] = []
  let stepCount = 0

  if (store.revision === 0) await store.transact((tx) => bootstrap(createTransaction(tx, world), nodes))

  /** Runs a command and keeps what it takes to undo it. */
  async function command<T extends object>(say: (result: T) => string, run: (tx: Transaction) => Carried<T>): Promise<T & { readonly undo?: string }> {
    return keepStep(say, await store.transact((tx) => {
      const recorded = recordChanges(tx)
      return finishCommand(tx, recorded, run(recorded.tx))
    }))
  }

  /** The same in turns, for what may be about a million objects; `signal` takes it back. */
  async function longCommand<T extends object>(say: (result: T) => string, run: (tx: Transaction) => Generator<void, Carried<T>>, signal?: AbortSignal): Promise<T & { readonly undo?: string }> {
    return keepStep(say, await store.transactInTurns(function* (tx) {
      const recorded = recordChanges(tx)
      return finishCommand(tx, recorded, yield* run(recorded.tx))
    }, signal))
  }

  function keepStep<T extends object>(say: (result: T) => string, { result, before, standing }: Finished<T>): T & { readonly undo?: string } {
    if (before.length === 0) return result
    const step = { id: String(++stepCount), command: say(result), before, standing }
    steps.push(step)
    if (steps.length > undoDepth) steps.shift()
    return { ...result, undo: step.id }
  }

  // Everyone who starts asks for it, one after another.
  let newest: WeakRef<ObjectList> | undefined

  function snapshot(): ObjectList {
    const known = newest?.deref()
    if (known?.revision === store.revision) return known
    const made = { items: store.all().map(({ object }) => object), revision: store.revision }
    newest = new WeakRef(made)
    return made
  }

  const committed: Reader = { list: (resource) => store.list(resource).items }

  function find(ref: ObjectRef): StoredObject | undefined {
    return store.get(keyFor(kindOf(committed, ref), ref.namespace, ref.name))
  }

  function held(tx: Transaction, ref: ObjectRef): StoredObject {
    const kind = kindOf(tx, ref)
    const object = tx.get(keyFor(kind, ref.namespace, ref.name))
    if (object === undefined) throw missing(kind, ref.name)
    return object
  }

  function list(kindName: string, options: ListOptions = {}): ObjectList {
    const kind = kindCalled(committed, kindName)
    const { items, revision } = store.list(resourceOf(kind), options)
    const selected = [readLabels(kind, options), readFields(kind, options)].filter((test) => test !== undefined)
    return { items: selected.length === 0 ? items : items.filter((item) => selected.every((test) => test(item))), revision }
  }

  function withNamespace(object: KubeObject, namespace: string | undefined): KubeObject {
    const kind = kindOf(committed, object)
    const own = object.metadata.namespace || namespace || defaultNamespace
    const { namespace: _given, ...metadata } = object.metadata
    return { ...object, metadata: kind.namespaced ? { ...metadata, namespace: own } : metadata }
  }

  /** The object as the server reads it when unknown fields are refused, as kubectl asks it to. Throws BadRequest. */
  function readStrictly(object: KubeObject): KubeObject {
    return readObject(kindOf(committed, object), { ...object }, 'Strict').object as unknown as KubeObject
  }

  async function apply(objects: readonly KubeObject[], options: ApplyOptions = {}): Promise<ApplyReport> {
    const manifests = await readManifests(kindsIn(committed), objects, options, pace)
    try {
      return await longCommand((report) => say('applied', report.outcomes.map(({ ref }) => ref).filter((ref) => ref !== undefined)), function* (tx) {
        const outcomes = yield* applyManifests(tx, world, manifests, options.onProgress)
        const applied = options.dryRun !== true && outcomes.every(({ outcome }) => outcome !== 'refused')
        if (!applied) throw new Held({ applied, outcomes })
        return { result: { applied, outcomes } }
      }, options.signal)
    } catch (error) {
      if (error instanceof Held) return error.report
      throw error
    }
  }

  return {
    clock,
    random,
    pace,
    get revision() {
      return store.revision
    },
    get kinds() {
      return kindsIn(committed)
    },
    find,
    get: (ref) => {
      const found = find(ref)
      if (found === undefined) throw missing(kindOf(committed, ref), ref.name)
      return found
    },
    list,
    snapshot,
    watch: (from, listener, signal) => store.watch(from, listener, signal),
    create: (object, { namespace } = {}) =>
      command(sayDone('created'), (tx) => ({ result: { objects: [createObject(tx, world, readStrictly(withNamespace(object, namespace)))] } })),
    update: (object) => command(sayDone('updated'), (tx) => ({ result: { objects: [updateObject(tx, world, readStrictly(object))] } })),
    label: (refs, change) => longCommand(sayDone('labeled'), function* (tx) {
      checkLabelChange(change)
      return { result: { objects: yield* inTurns(refs, (ref) => updateObject(tx, world, changeLabels(held(tx, ref), change))) } }
    }),
    delete: (refs, options) => longCommand(sayDone('deleted'), function* (tx) {
      const doomed = yield* inTurns(refs, (ref) => held(tx, ref))
      const followers = options?.propagationPolicy === 'Orphan' ? [] : (yield* inTurns(doomed, (object) => findFollowers(tx, object))).flat()
      return { result: { objects: yield* inTurns(doomed, (object) => deleteObject(tx, world, object, options)) }, followers }
    }),
    apply,
    undo: async (id) => {
      const step = id === undefined ? steps.at(-1) : steps.find((one) => one.id === id)
      if (step === undefined) throw nothingToUndo()
      const undone = await store.transact((tx) => undoStep(tx, world, step))
      steps.splice(steps.indexOf(step), 1)
      return undone
    },
    perform: async <T>(say: (result: T) => string, run: (tx: ClusterTransaction) => T) => {
      const { value } = await command<{ readonly value: T }>(({ value }) => say(value), (tx) => {
        const verbs = createTransaction(tx, world)
        const followers: Before[] = []
        const remove: typeof verbs.delete = (object, options) => {
          const current = tx.get(keyOf(kindOf(tx, object), object))
          if (current !== undefined && options?.propagationPolicy !== 'Orphan') followers.push(...findFollowers(tx, current))
          return verbs.delete(object, options)
        }
        return { result: { value: run({ ...verbs, delete: remove }) }, followers }
      })
      return value
    },
    transact: (run) => store.transact((tx) => run(createTransaction(tx, world))),
    close: () => store.close(),
  }
}

/** What a command has done, and what it will take along. */
interface Carried<T> {
  readonly result: T
  readonly followers?: readonly Before[]
}

/** A command that is through, with what it takes to undo it. */
interface Finished<T> extends Pick<Step, 'before' | 'standing'> {
  readonly result: T
}

function finishCommand<T>(tx: Transaction, recorded: ReturnType<typeof recordChanges>, { result, followers = [] }: Carried<T>): Finished<T> {
  const changes = recorded.changes()
  const known = new Set(changes.map(({ object }) => object))
  const before = changes.length === 0 ? [] : [...changes, ...followers.filter(({ object }) => !known.has(object))]
  return { result, before, standing: findStanding(tx, before.flatMap(({ object }) => object ?? [])) }
}

/** What becomes of each, with room for a turn of others after every one. */
function* inTurns<Item, Result>(items: readonly Item[], step: (item: Item) => Result): Generator<void, readonly Result[]> {
  const results: Result[] = []
  for (const item of items) {
    results.push(step(item))
    yield
  }
  return results
}

/** Reads a large set in turns, so that the process stays responsive. */
async function readManifests(kinds: Kinds, objects: readonly KubeObject[], options: ApplyOptions, pace: Pace): Promise<readonly Manifest[]> {
  const manifests: Manifest[] = []
  for (const [place, object] of objects.entries()) {
    if (pace.isOver()) await pace.turn()
    options.signal?.throwIfAborted()
    manifests.push(readManifest(kinds, object, options, place))
  }
  return manifests
}

function readLabels(kind: Kind, { labelSelector: text, fieldSelector = '' }: ListOptions): ((object: StoredObject) => boolean) | undefined {
  if (text === undefined) return undefined
  const parsed = parseSelector(text)
  if (!parsed.ok) throw unreadable(kind, text, fieldSelector, parsed.error.message)
  return (object) => matches(parsed.value, object.metadata.labels ?? {})
}

function readFields(kind: Kind, { labelSelector = '', fieldSelector: text }: ListOptions): ((object: StoredObject) => boolean) | undefined {
  if (text === undefined) return undefined
  const parsed = parseFieldSelector(text)
  if (!parsed.ok) throw unreadable(kind, labelSelector, text, parsed.error)
  const supported = supportFields(parsed.value, kind)
  if (!supported.ok) throw unreadable(kind, labelSelector, text, supported.error)
  return (object) => matchesFields(supported.value, (field) => fieldOf(object, field))
}

function unreadable(kind: Kind, labels: string, fields: string, why: string): Error {
  const resource = `${kind.apiVersion.includes('/') ? kind.apiVersion : `/${kind.apiVersion}`}, Resource=${kind.plural}`
  return badRequest(`Unable to find "${resource}" that match label selector "${labels}", field selector "${fields}": ${why}`)
}

function sayDone(verb: string): (result: { readonly objects: readonly StoredObject[] }) => string {
  return ({ objects }) => say(verb, objects.map(({ kind, metadata }) => ({ kind, name: metadata.name })))
}

/** `deleted pod/a`, `labeled 3 objects`. */
function say(verb: string, refs: readonly Pick<ObjectRef, 'kind' | 'name'>[]): string {
  const [first] = refs
  return refs.length === 1 && first !== undefined ? `${verb} ${formatRef(first)}` : `${verb} ${refs.length} objects`
}
