import type { Pod } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { describeImage, findImageProblem } from '../kubelet/index.ts'
import type { PodSpec } from './pod-spec.ts'

export type PodStatus = NonNullable<Pod['status']>
export type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number]
type Condition = NonNullable<PodStatus['conditions']>[number]
type Words = Pick<Condition, 'status' | 'reason' | 'message'>

/** How a pod of a scene is: `running` or one of the ways in which it is not. */
export type Fate = 'running' | 'crash' | 'image' | 'unschedulable' | 'evicted' | 'succeeded' | 'failed'

/** The conditions of a pod that came to be as it is at a time (milliseconds). */
export function describeConditions(fate: Fate, spec: PodSpec, at: number, nodes: number): readonly Condition[] {
  const time = formatTime(at)
  const condition = (type: string, words: Words) => ({ type, ...words, lastProbeTime: null, lastTransitionTime: time }) as unknown as Condition
  const yes = { status: 'True' }
  const unready = { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${spec.containers.map(({ name }) => name).join(' ')}]` }
  const over = fate === 'succeeded' || fate === 'failed'
  const readiness = fate === 'running' ? yes : fate === 'succeeded' ? { status: 'False', reason: 'PodCompleted' } : unready
  if (fate === 'unschedulable') return [condition('PodScheduled', { status: 'False', reason: 'Unschedulable', message: sayUnschedulable(nodes) })]
  if (fate === 'evicted') {
    return [
      condition('DisruptionTarget', { status: 'True', reason: 'TerminationByKubelet', message: evictionMessage }), condition('PodReadyToStartContainers', { status: 'False' }),
      condition('Initialized', yes), condition('Ready', unready), condition('ContainersReady', unready), condition('PodScheduled', yes),
    ]
  }
  return [
    condition('PodReadyToStartContainers', { status: over ? 'False' : 'True' }), condition('Initialized', yes), condition('Ready', readiness),
    condition('ContainersReady', readiness), condition('PodScheduled', yes),
  ]
}

export const evictionMessage = 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 84120Ki.'

/** The scheduler's words where no node has what the pod selects nodes by. */
export function sayUnschedulable(nodes: number): string {
  return `0/${nodes} nodes are available: ${nodes} node(s) didn't match Pod's node affinity/selector. preemption: 0/${nodes} nodes are available: ${nodes} Preemption is not helpful for scheduling.`
}

/** The kubelet's words where an image cannot be had. */
export function sayPullBackOff(image: string): string {
  const problem = findImageProblem(image)
  return `Back-off pulling image "${image}": ${problem?.reason}: ${problem?.message}`
}

/** What is the same in the status of all runs of a container. */
export interface Image {
  readonly container: string
  readonly image: string
  readonly imageID: string
}

export function describeImages(spec: PodSpec): readonly Image[] {
  return spec.containers.map((container) => {
    const { name, id } = describeImage(container.image ?? '')
    return { container: container.name, image: name, imageID: id }
  })
}
