import { matches } from '../../shared/selector/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import { type Cluster, type ClusterTransaction, type StoreEvent } from '../cluster/index.ts'
import { readLabelSelector } from '../registry/index.ts'
import { startTimedReconciler, type Wake } from './alarms.ts'
import { buildDaemonSpec, type Daemons, describeDaemons, planDaemons, type StoredDaemonSet, type StoredNode } from './daemon-set-plan.ts'
import { adopt, controllerKeys, controllerOf, formatKey, parseKey, release } from './owners.ts'
import { buildPod, createPodControl, withLabels } from './pod-control.ts'
import { isActive, nextAvailable, type StoredPod } from './pods.ts'
import { listRevisions, planRevisionCleanup, revisionHashLabel, syncRevision } from './revisions.ts'

const component = 'daemonset-controller'
const allKey = 'all'
const templateGeneration = 'deprecated.daemonset.template.generation'
const generationLabel = 'pod-template-generation'

/** Keeps one pod of every DaemonSet on every node that is to have it. */
export function startDaemonSets(cluster: Cluster, signal: AbortSignal): void {
  startTimedReconciler(cluster, { keysOf, sync }, signal)
}

function keysOf(event: StoreEvent): readonly string[] {
  const { object } = event
  if (object.kind === 'DaemonSet') return event.type === 'DELETED' ? [] : [formatKey('DaemonSet', object)]
  if (object.kind === 'Node') {
    const same = event.type === 'MODIFIED' && event.previous['spec'] === object['spec'] && event.previous.metadata.labels === object.metadata.labels
    return same ? [] : [allKey]
  }
  if (object.kind !== 'Pod') return []
  const owners = controllerKeys(event, (kind) => kind === 'DaemonSet')
  const isLost = controllerOf(object) === undefined && event.type !== 'DELETED' && object.metadata.labels?.[revisionHashLabel] !== undefined
  return isLost ? [...owners, `lost/${event.namespace}/`] : owners
}

function sync(tx: ClusterTransaction, key: string, wake: Wake): 'refused' | undefined {
  const { kind, namespace, name } = parseKey(key)
  let refused = false
  const sets = kind === allKey ? tx.list('DaemonSet') : kind === 'lost' ? tx.list('DaemonSet', namespace) : [tx.find('DaemonSet', namespace, name)]
  for (const set of sets) {
    if (set !== undefined && set.metadata.deletionTimestamp === undefined && syncDaemonSet(tx, set as StoredDaemonSet, wake) === 'refused') refused = true
  }
  return refused ? 'refused' : undefined
}

function syncDaemonSet(tx: ClusterTransaction, set: StoredDaemonSet, wake: Wake): 'refused' | undefined {
  if (set.spec === undefined) return undefined
  const { template, selector } = set.spec
  const workload = { owner: set, template, labels: { ...template.metadata?.labels }, hashLabel: revisionHashLabel, collisions: set.status?.collisionCount ?? 0 }
  const revision = syncRevision(tx, workload, listRevisions(tx, set))
  const hash = revision.metadata.labels?.[revisionHashLabel] ?? ''
  const nodes = (tx.list('Node') as StoredNode[]).toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  const daemons: Daemons = { set, nodes, pods: claimPods(tx, set), hash, now: tx.now() }
  const plan = planDaemons(daemons)
  for (const pod of plan.failed) {
    const message = `Found failed daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${pod.spec?.nodeName}, will try to kill it`
    tx.record(set, { type: 'Warning', reason: 'FailedDaemonPod', message, component })
  }
  const control = createPodControl(tx, set, component)
  for (const pod of plan.remove) control.remove(pod)
  const generation = set.metadata.annotations?.[templateGeneration]
  const labels = { [revisionHashLabel]: hash, ...(generation === undefined ? {} : { [generationLabel]: generation }) }
  let refused = false
  for (const node of plan.create) {
    const pod = buildPod(set, template, { generateName: `${set.metadata.name}-` })
    if (control.create(withLabels({ ...pod, spec: buildDaemonSpec(template, node) }, labels)) instanceof StatusError) refused = true
  }
  const after: Daemons = { ...daemons, pods: podsOf(tx, set).filter((pod) => matches(readLabelSelector(selector), pod.metadata.labels ?? {})) }
  tx.updateStatus({ ...set, status: describeDaemons(after) })
  const live = new Set([hash, ...after.pods.map((pod) => pod.metadata.labels?.[revisionHashLabel] ?? '')].map((one) => `${set.metadata.name}-${one}`))
  for (const old of planRevisionCleanup(listRevisions(tx, set), live, set.spec.revisionHistoryLimit ?? 10)) tx.delete(old)
  wake(nextAvailable(after.pods, set.spec.minReadySeconds, tx.now()))
  return refused ? 'refused' : undefined
}

function podsOf(tx: ClusterTransaction, set: StoredDaemonSet): readonly StoredPod[] {
  return (tx.ownedBy('Pod', set.metadata.uid) as StoredPod[]).filter((pod) => controllerOf(pod)?.uid === set.metadata.uid)
}

/** Its pods by their labels: those without a controller taken on, those that no longer fit let go. */
function claimPods(tx: ClusterTransaction, set: StoredDaemonSet): readonly StoredPod[] {
  const selector = readLabelSelector(set.spec?.selector)
  const fits = (pod: StoredPod) => matches(selector, pod.metadata.labels ?? {})
  const owned = podsOf(tx, set)
  for (const pod of owned) if (!fits(pod)) tx.update(release(pod, set))
  const alone = (tx.orphans('Pod', set.metadata.namespace ?? '') as StoredPod[]).filter((pod) => isActive(pod) && fits(pod))
  return [...owned.filter(fits), ...alone.map((pod) => tx.update(adopt(pod, set)) as StoredPod)]
}
