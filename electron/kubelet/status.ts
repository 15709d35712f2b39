import { assertNever } from '../../shared/lang/assert-never.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { backOff } from './back-off.ts'
import { type Container, isSidecar } from './container.ts'
import { describeImage } from './image-id.ts'
import { type ContainerRuntime, type ContainerStatus, hasStarted, isReady, type PodRuntime, type PodStatus, restartsAfter } from './pod-runtime.ts'
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
  return {
    ...pod.status,
    phase,
    ...(runtime.expiredAt !== undefined && phase === 'Failed' ? { reason: 'DeadlineExceeded', message: deadlineMessage } : {}),
    conditions: describeConditions(pod, phase, initContainerStatuses, containerStatuses, runtime.ip !== undefined, now),
    hostIP, hostIPs: hostIPsOf(pod, hostIP),
    ...(runtime.ip === undefined ? {} : { podIP: runtime.ip, podIPs: pod.status?.podIP === runtime.ip && pod.status.podIPs !== undefined ? pod.status.podIPs : [{ ip: runtime.ip }] }),
    startTime: pod.status?.startTime ?? formatTime(now),
    ...(inits.length === 0 ? {} : { initContainerStatuses }),
    containerStatuses,
    ...(ephemeral.length === 0 ? {} : { ephemeralContainerStatuses: ephemeral.map((container) => withoutReadiness(describe(container))) }),
  }
}

function hostIPsOf({ status }: Pod, hostIP: string): NonNullable<PodStatus['hostIPs']> {
  const [known] = status?.hostIPs ?? []
  return known?.ip === hostIP && status?.hostIPs?.length === 1 ? status.hostIPs : [{ ip: hostIP }]
}

/** Nobody waits for an ephemeral container, so no probe of one is ever counted. */
function withoutReadiness({ started: _started, ...status }: ContainerStatus): ContainerStatus {
  return { ...status, ready: false }
}

function describeContainer(pod: StoredObject<Pod>, container: Container, runtime: ContainerRuntime | undefined): ContainerStatus {
  const { name, image = '' } = container
  if (runtime === undefined) return { name, image, imageID: '', ready: false, restartCount: 0, started: false, state: creating }
  const { step, restarts, last, id } = runtime
  const before = step.at === 'back-off' ? step.how : last
  const isInit = (pod.spec?.initContainers ?? []).some((init) => init.name === name)
  const done = isInit && !isSidecar(container) && step.at === 'ended' && step.how.exitCode === 0
  return {
    ...(id === undefined ? {} : { containerID: id }),
    name, image: id === undefined ? image : describeImage(image).name, imageID: id === undefined ? '' : describeImage(image).id,
    ready: done || isReady(container, runtime),
    restartCount: restarts,
    started: hasStarted(container, runtime),
    state: describeState(pod, container, runtime),
    ...(before === undefined ? {} : { lastState: { terminated: before } }),
  }
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
  const live = [...containers.values()].some(({ step }) => step.at === 'running' || step.at === 'stopping')
  if (expiredAt !== undefined) return live ? 'Running' : 'Failed'
  const inits = (pod.spec?.initContainers ?? []).map((container) => ({ container, step: containers.get(container.name)?.step }))
  const failed = inits.some(({ container, step }) => step?.at === 'ended' && step.how.exitCode !== 0 && !restartsAfter(container, step.how, pod))
  if (failed) return 'Failed'
  const initialised = inits.every(({ container, step }) => (isSidecar(container) ? step?.at === 'running' || step?.at === 'stopping' || step?.at === 'ended' : step?.at === 'ended' && step.how.exitCode === 0))
  const steps = (pod.spec?.containers ?? []).map((container) => ({ container, step: containers.get(container.name)?.step, before: containers.get(container.name)?.last }))
  const isNew = (step: ContainerRuntime['step'] | undefined) => step === undefined || step.at === 'waiting'
    || ((step.at === 'pulling' || step.at === 'creating' || step.at === 'pull-failed' || step.at === 'pull-back-off' || step.at === 'config-error') && step.how === undefined)
  if (!initialised || steps.some(({ step, before }) => isNew(step) && before === undefined)) return 'Pending'
  const over = steps.every(({ container, step }) => step?.at === 'ended' && (!restartsAfter(container, step.how, pod) || pod.metadata.deletionTimestamp !== undefined))
  const isStill = (step: ContainerRuntime['step'] | undefined) => step?.at === 'running' || step?.at === 'stopping'
  const assisted = inits.some(({ container, step }) => isSidecar(container) && isStill(step))
    || (pod.spec?.ephemeralContainers ?? []).some(({ name }) => isStill(containers.get(name)?.step))
  if (!over || assisted) return 'Running'
  return steps.every(({ step }) => step?.at === 'ended' && step.how.exitCode === 0) ? 'Succeeded' : 'Failed'
}

function describeConditions(
  pod: Pod, phase: string, inits: readonly ContainerStatus[], mains: readonly ContainerStatus[], sandbox: boolean, now: number,
): readonly Condition[] {
  const unready = (statuses: readonly ContainerStatus[]) => statuses.filter((status) => !status.ready).map((status) => status.name)
  const words = (list: readonly string[], what: string, reason: string) =>
    (list.length === 0 ? { status: 'True' } : { status: 'False', reason, message: `containers with ${what} status: [${list.join(' ')}]` })
  const readiness = phase === 'Succeeded' ? { status: 'False', reason: 'PodCompleted' } : words(unready(mains), 'unready', 'ContainersNotReady')
  const gate = phase === 'Succeeded' || readiness.status === 'False' ? undefined : findClosedGate(pod)
  const wanted: readonly Wanted[] = [
    { type: 'PodReadyToStartContainers', status: sandbox && phase !== 'Succeeded' && phase !== 'Failed' ? 'True' : 'False' },
    { type: 'Initialized', ...words(unready(inits), 'incomplete', 'ContainersNotInitialized') },
    { type: 'Ready', ...(gate ?? readiness) },
    { type: 'ContainersReady', ...readiness },
    { type: 'PodScheduled', status: 'True' },
  ]
  const known = pod.status?.conditions ?? []
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
