import { setMaxListeners } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { onTestFinished } from 'vitest'
import { type Cluster, createClock, createCluster, createPace } from '../../electron/cluster/index.ts'
import { startSimulation } from '../../electron/simulation/index.ts'
import { createMemoryLog, type Log, paceLog } from '../../electron/store/index.ts'

/** A cluster on the wall's clock in this process, as the command line has it. */
export async function openCluster({ log, nodes, alive }: { readonly log?: Log; readonly nodes: number; readonly alive: boolean }): Promise<Cluster> {
  const cluster = await createCluster({
    log: log ?? paceLog(createMemoryLog()),
    clock: createClock(), seed: 1, nodes, pace: createPace(() => performance.now(), setImmediate),
  })
  const ending = new AbortController()
  setMaxListeners(0, ending.signal)
  if (alive) startSimulation(cluster, true, ending.signal)
  // The cluster's own timers keep no process alive.
  const awake = setInterval(() => {}, 1_000)
  onTestFinished(async () => {
    clearInterval(awake)
    ending.abort()
    await cluster.close()
  })
  return cluster
}

/** What a piece of work took, and how long others had to wait for their turn meanwhile; milliseconds. */
export interface Measured<T> {
  readonly value: T
  readonly ms: number
  /** Of all the process's threads: what a busy machine leaves as it is. */
  readonly cpu: number
  readonly waitP99: number
  readonly waitWorst: number
}

/** Does a piece of work and watches the event loop. */
export async function measureLoop<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  // What is waited for is measured from one tick of the monitor to the next.
  await new Promise((resolve) => setTimeout(resolve, 5))
  const start = performance.now()
  const spent = process.cpuUsage()
  const value = await work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(spent)
  await new Promise((resolve) => setTimeout(resolve, 5))
  delay.disable()
  // The monitor's own tick is in it.
  return { value, ms, cpu: (user + system) / 1000, waitP99: Math.max(0, delay.percentile(99) / 1e6 - 1), waitWorst: Math.max(0, delay.max / 1e6 - 1) }
}
