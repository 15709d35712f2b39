import type { Pod } from '../../shared/model/index.ts'
import type { ContainerStatus } from './pod-runtime.ts'

export function containerStatusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {}
  return [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(({ name }) => name === container)
}
