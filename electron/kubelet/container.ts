import type { Pod } from '../../shared/model/index.ts'

export type Container = NonNullable<Pod['spec']>['containers'][number]

/** All containers of a pod, init containers first. */
export function containersOf(pod: Pod): readonly Container[] {
  const { containers = [], initContainers, ephemeralContainers }: Partial<NonNullable<Pod['spec']>> = pod.spec ?? {}
  if (initContainers === undefined && ephemeralContainers === undefined) return containers
  return [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? []), ...((pod.spec?.ephemeralContainers ?? []) as readonly Container[])]
}

/** An init container that is restarted for as long as the pod lives. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always'
}

export function isEphemeral(pod: Pod, name: string): boolean {
  return (pod.spec?.ephemeralContainers ?? []).some((container) => container.name === name)
}

/** The container whose processes an ephemeral container sees as its own. */
export function targetOf(pod: Pod, { name }: Container): Container | undefined {
  const target = pod.spec?.ephemeralContainers?.find((container) => container.name === name)?.targetContainerName
  return target === undefined ? undefined : containersOf(pod).find((container) => container.name === target)
}
