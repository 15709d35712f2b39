import { assertNever } from '../../shared/lang/assert-never.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { backOff } from './back-off.ts'
import { type Container, isSidecar } from './container.ts'
import { describeImage } from './image-id.ts'
import { type ContainerRuntime, type ContainerStatus, hasStarted, isReady, type PodRuntime, type PodStatus, restartsAfter, type Step } from './pod-runtime.ts'
import { deadlineMessage } from './pod-plan.ts'

type Condition = NonNullable<PodStatus['conditions']>[number]
type Wanted = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>

/** The status that a kubelet reports of a pod. */
export function describePod(pod: StoredObject<Pod>, runtime: PodRuntime, hostIP: string, now: number): PodStatus {
  const inits = pod.spec?.initContainers ?? []
  const mains = pod.spec?.containers ?? []
  const ephemeral = (pod.spec?.ephemeralContainers ?? []) as readonly Container[]
  const describe = (container: Container) => describeContainer(pod, container, runtime.containers.get(container.name))
  const initContainerStatuses = inits.map(describe)
  const containerStatuses = mains.map(describe)
  const phase = phaseOf(pod, runtime)
  const status = {
    ...pod.status,
    phase,
    conditions: describeConditions(pod, phase, initContainerStatuses, containerStatuses, runtime.ip !== undefined, now),
    hostIP, hostIPs: hostIPsOf(hostIP),
    startTime: pod.status?.startTime ?? formatTime(now),
    containerStatuses,
    ...addressOf(pod, runtime),
  }
  const expired = runtime.expiredAt !== undefined && phase === 'Failed'
  if (!expired && inits.length === 0 && ephemeral.length === 0) return status
  return {
    ...status,
    ...(expired ? { reason: 'DeadlineExceeded', message: deadlineMessage } : {}),
    ...(inits.length === 0 ? {} : { initContainerStatuses }),
    ...(ephemeral.length === 0 ? {} : { ephemeralContainerStatuses: ephemeral.map((container) => withoutReadiness(describe(container))) }),
  }
}

function addressOf({ status }: Pod, { ip }: PodRuntime): Pick<PodStatus, 'podIP' | 'podIPs'> {
  if (ip === undefined) return {}
  return { podIP: ip, podIPs: status?.podIP === ip && status.podIPs !== undefined ? status.podIPs : [{ ip }] }
}

/** The addresses of nodes, as their pods' statuses have them in common. */
const hostIPs = new Map<string, NonNullable<PodStatus['hostIPs']>>()
const mostHosts = 10_000

function hostIPsOf(hostIP: string): NonNullable<PodStatus['hostIPs']> {
  let known = hostIPs.get(hostIP)
  if (known === undefined) {
    known = [{ ip: hostIP }]
    if (hostIPs.size >= mostHosts) hostIPs.clear()
    hostIPs.set(hostIP, known)
  }
  return known
}

/** Nobody waits for an ephemeral container, so no probe of one is ever counted. */
function withoutReadiness({ started: _started, ...status }: ContainerStatus): ContainerStatus {
  return { ...status, ready: false }
}

function describeContainer(pod: StoredObject<Pod>, container: Container, runtime: ContainerRuntime | undefined): ContainerStatus {
  const { name, image = '' } = container
  if (runtime === undefined) return describeNew(container)
  const { step, restarts, last, id } = runtime
  const state = describeState(pod, container, runtime)
  // Until it first runs, a container has the same status in all pods of a template.
  if (id === undefined && last === undefined && restarts === 0 && state === creating) return describeNew(container)
  const before = step.at === 'back-off' ? step.how : last
  const isInit = pod.spec?.initContainers?.includes(container) === true
  const done = isInit && !isSidecar(container) && hasSucceeded(step)
  const common = { name, ready: done || isReady(container, runtime), restartCount: restarts, started: hasStarted(container, runtime), state }
  const status = id === undefined ? { ...common, image, imageID: '' } : { ...common, image: describeImage(image).name, imageID: describeImage(image).id, containerID: id }
  return before === undefined ? status : { ...status, lastState: { terminated: before } }
}

const newStatuses = new WeakMap<Container, ContainerStatus>()

function describeNew(container: Container): ContainerStatus {
  let status = newStatuses.get(container)
  if (status === undefined) {
    status = { name: container.name, image: container.image ?? '', imageID: '', ready: false, restartCount: 0, started: false, state: creating }
    newStatuses.set(container, status)
  }
  return status
}

const creating = Object.freeze({ waiting: Object.freeze({ reason: 'ContainerCreating' }) })
const initializing = Object.freeze({ waiting: Object.freeze({ reason: 'PodInitializing' }) })

function describeState(pod: StoredObject<Pod>, container: Container, { step, failures }: ContainerRuntime): NonNullable<ContainerStatus['state']> {
  switch (step.at) {
    case 'waiting':
      return (pod.spec?.initContainers ?? []).length > 0 ? initializing : creating
    case 'pulling':
    case 'creating':
      if (step.at === 'pulling' && step.failed !== undefined) return { waiting: step.failed }
      if (step.how !== undefined) return { terminated: step.how }
      return (pod.spec?.initContainers ?? []).length > 0 ? initializing : creating
    case 'pull-failed':
    case 'pull-back-off':
      return { waiting: { reason: step.reason, message: step.message } }
    case 'config-error':
      return { waiting: { reason: 'CreateContainerConfigError', message: step.message } }
    case 'running':
    case 'stopping':
      return { running: { startedAt: formatTime(step.since) } }
    case 'ended':
      return { terminated: step.how }
    case 'back-off': {
      const { name, namespace, uid } = pod.metadata
      const message = `back-off ${formatDuration(backOff(failures))} restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`
      return { waiting: { reason: 'CrashLoopBackOff', message } }
    }
    default:
      return assertNever(step)
  }
}

/** As Go prints durations: `10s`, `1m20s`, `5m0s`. */
function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

/** Upstream's `getPhase`. */
function phaseOf(pod: Pod, { containers, expiredAt }: PodRuntime): string {
  if (expiredAt !== undefined) return [...containers.values()].some(({ step }) => isLive(step)) ? 'Running' : 'Failed'
  const { initContainers: inits = [], containers: mains, ephemeralContainers: ephemeral = [] } = pod.spec ?? { containers: [] }
  const stepOf = ({ name }: { readonly name: string }) => containers.get(name)?.step
  const hasFailed = (container: Container) => {
    const step = stepOf(container)
    return step?.at === 'ended' && step.how.exitCode !== 0 && !restartsAfter(container, step.how, pod)
  }
  if (inits.some(hasFailed)) return 'Failed'
  const initialised = inits.every((container) => (isSidecar(container) ? isLive(stepOf(container)) || stepOf(container)?.at === 'ended' : hasSucceeded(stepOf(container))))
  if (!initialised || mains.some((container) => isNew(stepOf(container)) && containers.get(container.name)?.last === undefined)) return 'Pending'
  const going = pod.metadata.deletionTimestamp !== undefined
  const over = mains.every((container) => {
    const step = stepOf(container)
    return step?.at === 'ended' && (going || !restartsAfter(container, step.how, pod))
  })
  const assisted = inits.some((container) => isSidecar(container) && isLive(stepOf(container))) || ephemeral.some((container) => isLive(stepOf(container)))
  if (!over || assisted) return 'Running'
  return mains.every((container) => hasSucceeded(stepOf(container))) ? 'Succeeded' : 'Failed'
}

function isLive(step: Step | undefined): boolean {
  return step?.at === 'running' || step?.at === 'stopping'
}

function hasSucceeded(step: Step | undefined): boolean {
  return step?.at === 'ended' && step.how.exitCode === 0
}

/** Whether a container has never run. */
function isNew(step: Step | undefined): boolean {
  switch (step?.at) {
    case undefined:
    case 'waiting':
      return true
    case 'pulling':
    case 'creating':
    case 'pull-failed':
    case 'pull-back-off':
    case 'config-error':
      return step.how === undefined
    default: return false
  }
}

/** What a pod's conditions follow from, beside those that it had. */
interface Findings {
  readonly phase: string
  /** Names of the init containers that are not through, and of the others that are not ready. */
  readonly incomplete: string
  readonly unready: string
  readonly sandbox: boolean
  readonly gate: Pick<Condition, 'status' | 'reason' | 'message'> | undefined
}

/** The conditions made last of others: pods of one template that start in the same second have them in common. */
const madeOf = new WeakMap<readonly Condition[], { readonly key: string; readonly made: readonly Condition[] }>()
const noConditions: readonly Condition[] = []

function describeConditions(pod: Pod, phase: string, inits: readonly ContainerStatus[], mains: readonly ContainerStatus[], sandbox: boolean, now: number): readonly Condition[] {
  const known = pod.status?.conditions ?? noConditions
  const unready = namesOfUnready(mains)
  const incomplete = namesOfUnready(inits)
  const gate = phase === 'Succeeded' || unready !== '' ? undefined : findClosedGate(pod)
  const key = `${formatTime(now)} ${phase} ${sandbox} ${incomplete},${unready},${gate?.message ?? ''}`
  const last = madeOf.get(known)
  if (last?.key === key) return last.made
  const made = makeConditions(known, { phase, incomplete, unready, sandbox, gate }, now)
  madeOf.set(known, { key, made })
  return made
}

function namesOfUnready(statuses: readonly ContainerStatus[]): string {
  return statuses.every((status) => status.ready) ? '' : statuses.filter((status) => !status.ready).map((status) => status.name).join(' ')
}

function makeConditions(known: readonly Condition[], { phase, incomplete, unready, sandbox, gate }: Findings, now: number): readonly Condition[] {
  const words = (names: string, what: string, reason: string) =>
    (names === '' ? { status: 'True' } : { status: 'False', reason, message: `containers with ${what} status: [${names}]` })
  const readiness = phase === 'Succeeded' ? { status: 'False', reason: 'PodCompleted' } : words(unready, 'unready', 'ContainersNotReady')
  const wanted: readonly Wanted[] = [
    { type: 'PodReadyToStartContainers', status: sandbox && phase !== 'Succeeded' && phase !== 'Failed' ? 'True' : 'False' },
    { type: 'Initialized', ...words(incomplete, 'incomplete', 'ContainersNotInitialized') },
    { type: 'Ready', ...(gate ?? readiness) },
    { type: 'ContainersReady', ...readiness },
    { type: 'PodScheduled', status: 'True' },
  ]
  const others = known.filter((one) => wanted.every((condition) => condition.type !== one.type))
  return [...others, ...wanted.map((condition) => renewCondition(known.find((one) => one.type === condition.type), condition, now))]
}

/** The condition as it is now; the same object where nothing of it changes. */
function renewCondition(before: Condition | undefined, { type, status, reason, message }: Wanted, now: number): Condition {
  const isSame = before?.status === status && before.lastTransitionTime !== undefined
  // The API has null where the types have nothing.
  if (isSame && before.reason === reason && before.message === message && before.lastProbeTime as unknown === null) return before
  const lastTransitionTime = isSame ? before.lastTransitionTime : formatTime(now)
  const key = `${type} ${status} ${reason} ${lastTransitionTime} ${message}`
  let condition = lately.get(key)
  if (condition === undefined) {
    condition = Object.freeze({
      type, status, ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message }), lastProbeTime: null, lastTransitionTime,
    }) as unknown as Condition
    if (lately.size >= mostConditions) lately.clear()
    lately.set(key, condition)
  }
  return condition
}

/** Conditions made lately: those of pods that start in the same second are alike. */
const lately = new Map<string, Condition>()
const mostConditions = 500

/** A condition that somebody else is to make true before the pod counts as ready. */
function findClosedGate(pod: Pod): Pick<Condition, 'status' | 'reason' | 'message'> | undefined {
  const closed = (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => {
    const found = pod.status?.conditions?.find((condition) => condition.type === conditionType)
    if (found === undefined) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`]
    return found.status === 'True' ? [] : [`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`]
  })
  return closed.length === 0 ? undefined : { status: 'False', reason: 'ReadinessGatesNotReady', message: closed.join(', ') }
}
