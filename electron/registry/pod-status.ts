import type { PodState } from '../../shared/ipc/contract.ts'
import type { Pod } from '../../shared/model/index.ts'

type Status = NonNullable<Pod['status']>
type ContainerStatus = NonNullable<Status['containerStatuses']>[number]

/** What `kubectl get pods` shows of a pod, and how it is coloured. */
export interface PodStatus {
  readonly state: PodState
  /** The STATUS column. */
  readonly status: string
  readonly readyContainers: number
  readonly totalContainers: number
  readonly restarts: number
  /** When the newest restart's predecessor ended, for `3 (10s ago)`. */
  readonly lastRestart?: string
}

/** A pod's STATUS, READY and RESTARTS, computed as upstream's `printPod` does. */
export function podStatus(pod: Pod): PodStatus {
  const { phase = '', conditions = [], containerStatuses = [] } = pod.status ?? {}
  const init = initStatus(pod)
  let reason = pod.status?.reason ?? phase
  if (conditions.some((condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated')) reason = 'SchedulingGated'
  if (init.reason !== undefined) reason = init.reason

  let { restarts, readyContainers } = init
  let counted = pod.status?.initContainerStatuses ?? []
  if (init.reason === undefined || hasCondition(pod, 'Initialized')) {
    restarts = init.sidecarRestarts
    counted = [...init.sidecars, ...containerStatuses]
    for (const container of containerStatuses) restarts += container.restartCount
    // Upstream goes from the last to the first, so the first container that has something to say is heard.
    const telling = containerStatuses.map(describeState).find((word) => word !== undefined)
    if (telling !== undefined) reason = telling
    const running = containerStatuses.filter((container) => describeState(container) === undefined && container.ready && container.state?.running !== undefined)
    readyContainers += running.length
    if (reason === 'Completed' && running.length > 0) reason = hasCondition(pod, 'Ready') ? 'Running' : 'NotReady'
  }

  const ended = phase === 'Succeeded' || phase === 'Failed'
  if (pod.metadata.deletionTimestamp !== undefined && pod.status?.reason === 'NodeLost') reason = 'Unknown'
  else if (pod.metadata.deletionTimestamp !== undefined && !ended) reason = 'Terminating'

  const restart = newestEnd(counted)
  const sidecars = (pod.spec?.initContainers ?? []).filter(isSidecar).length
  return {
    state: stateOf(pod, phase, reason),
    status: reason,
    readyContainers,
    totalContainers: (pod.spec?.containers.length ?? 0) + sidecars,
    restarts,
    ...(restarts === 0 || restart === undefined ? {} : { lastRestart: restart }),
  }
}

/** `Running`, or why a container waits or how it ended; '' while nothing is known of it. */
export function containerStatus(status: ContainerStatus | undefined): string {
  if (status === undefined) return ''
  return describeState(status) ?? (status.state?.running === undefined ? '' : 'Running')
}

function describeState({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason
  if (state?.terminated === undefined) return undefined
  return describeEnd(state.terminated)
}

function describeEnd({ reason, signal, exitCode }: NonNullable<NonNullable<ContainerStatus['state']>['terminated']>): string {
  if (reason) return reason
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`
}

interface InitStatus {
  /** Absent when nothing holds the pod up any more. */
  readonly reason?: string
  readonly restarts: number
  readonly sidecars: readonly ContainerStatus[]
  readonly sidecarRestarts: number
  readonly readyContainers: number
}

function initStatus(pod: Pod): InitStatus {
  const specs = pod.spec?.initContainers ?? []
  let restarts = 0
  let readyContainers = 0
  const sidecars: ContainerStatus[] = []
  const answer = (reason?: string): InitStatus => ({
    ...(reason === undefined ? {} : { reason }), restarts, sidecars, readyContainers,
    sidecarRestarts: sidecars.reduce((sum, status) => sum + status.restartCount, 0),
  })
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const sidecar = specs.some((spec) => spec.name === status.name && isSidecar(spec))
    restarts += status.restartCount
    if (sidecar) sidecars.push(status)
    if (status.state?.terminated?.exitCode === 0) continue
    if (sidecar && status.started === true) {
      if (status.ready) readyContainers += 1
      continue
    }
    if (status.state?.terminated !== undefined) return answer(`Init:${describeEnd(status.state.terminated)}`)
    const waiting = status.state?.waiting?.reason
    return answer(waiting && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${specs.length}`)
  }
  return answer()
}

function isSidecar(container: object): boolean {
  return 'restartPolicy' in container && container.restartPolicy === 'Always'
}

function hasCondition(pod: Pod, type: string): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True')
}

function newestEnd(statuses: readonly ContainerStatus[]): string | undefined {
  return statuses.map((status) => status.lastState?.terminated?.finishedAt ?? '').filter((time) => time !== '').sort().at(-1)
}

const troubles = new Set(['CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull', 'InvalidImageName', 'Error', 'OOMKilled', 'CreateContainerConfigError', 'ContainerStatusUnknown'])

function stateOf(pod: Pod, phase: string, reason: string): PodState {
  if (pod.metadata.deletionTimestamp !== undefined) return reason === 'Unknown' ? 'unknown' : 'terminating'
  if (phase === 'Failed' || troubles.has(reason.replace(/^Init:/, '')) || /^Init:(?:ExitCode|Signal):/.test(reason)) return 'failed'
  switch (phase) {
    case 'Succeeded': return 'succeeded'
    case 'Running': return 'running'
    case 'Pending': return 'pending'
    default: return 'unknown'
  }
}
