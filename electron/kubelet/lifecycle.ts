import type { Container } from './container.ts'
import { runExec } from './process/run-container.ts'

/** How long a container's preStop hook takes, milliseconds; at most what is left of the grace period. */
export function preStopTime(container: Container, grace: number): number {
  const { preStop } = container.lifecycle ?? {}
  if (preStop?.sleep !== undefined) return Math.min(grace, preStop.sleep.seconds * 1000)
  if (preStop?.exec === undefined) return 0
  const acts = runExec(preStop.exec.command ?? [], container, { startedAt: 0, hostname: '' }, new Map())
  for (let count = 0; count < 1_000; count++) {
    const { done, value } = acts.next()
    if (done === true) return Math.min(grace, value.at)
  }
  return grace
}
