import type { PodRuntime } from './pod-runtime.ts'

/** How process 1 of a container came to its end by itself. */
export interface ProcessEnd {
  readonly exitCode: number
  readonly message?: string
  /** Milliseconds that it takes to get there. */
  readonly after?: number
}

/** What the kubelet knows of a pod once it has seen the process of a container end; the same when the container does not run. */
export function endRun(runtime: PodRuntime, container: string, { after = 0, ...end }: ProcessEnd, now: number): PodRuntime {
  const before = runtime.containers.get(container)
  if (before?.step.at !== 'running' && before?.step.at !== 'stopping') return runtime
  const ended = { ...before, step: { ...before.step, ...end, until: Math.min(before.step.until, now + after) } }
  return { ...runtime, containers: new Map(runtime.containers).set(container, ended) }
}
