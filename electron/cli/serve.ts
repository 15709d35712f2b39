import { randomInt } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startApiServer } from '../apiserver/index.ts'
import { type Clock, createClock, createCluster, createPace, createScaledClock, KUBERNETES_VERSION } from '../cluster/index.ts'
import { createDemoLog, isLive } from '../demo/index.ts'
import { startSimulation } from '../simulation/index.ts'
import { createLevelLog, createMemoryLog, type Log, paceLog, StoreProblem } from '../store/index.ts'
import { applyDocuments } from './apply-documents.ts'
import type { ServeCommand } from './arguments.ts'
import { readFiles } from './read-files.ts'

export interface ServeParts {
  print(text: string): Promise<void>
  /** The bundle of the thread that parses manifests. */
  readonly workerFile: string
}

const ENDED = 0
const WRONG = 2

/** Runs a cluster that kubectl can connect to until the process is told to end. Resolves with the exit status. */
export async function serve(command: ServeCommand, { print, workerFile }: ServeParts): Promise<number> {
  try {
    return await run(command, print, workerFile)
  } catch (error) {
    const known = error instanceof StoreProblem || (error instanceof Error && 'code' in error)
    if (!known) throw error
    process.stderr.write(`error: ${error.message}\n`)
    return WRONG
  }
}

async function run({ paths, port, data, kubeconfig, nodes, speed = 1, demo }: ServeCommand, print: ServeParts['print'], workerFile: string): Promise<number> {
  const told = untilTold()
  const clock = speed === 1 ? createClock() : createScaledClock(speed)
  const log = chooseLog(data, demo, clock)
  const cluster = await createCluster({ log, clock, seed: randomInt(2 ** 32), pace: createPace(() => performance.now(), setImmediate), ...(nodes === undefined ? {} : { nodes }) })
  const ending = new AbortController()
  // Every part of the cluster listens for it, and every watch.
  setMaxListeners(0, ending.signal)
  const pods = startSimulation(cluster, demo === undefined || isLive(demo), ending.signal)

  const scratch = data === undefined && kubeconfig === undefined ? await mkdtemp(join(tmpdir(), 'podscape-')) : undefined
  const folder = data === undefined ? undefined : join(resolve(data), 'api')
  const server = await startApiServer({ cluster, pods, ending: ending.signal }, {
    wallTime: Date.now(), kubeconfig: resolve(kubeconfig ?? join(folder ?? scratch ?? '', 'kubeconfig')),
    ...(folder === undefined ? {} : { folder }),
    ...(port === undefined ? {} : { port }),
  })
  const problems = await applyDocuments(cluster, await readFiles(paths, workerFile))
  for (const problem of problems) process.stderr.write(`error: ${problem}\n`)
  await print(`${JSON.stringify({ server: server.url, kubeconfig: server.kubeconfig, version: KUBERNETES_VERSION })}\n`)

  await told
  ending.abort()
  await server.close()
  await cluster.close()
  if (scratch !== undefined) await rm(scratch, { recursive: true, force: true })
  return ENDED
}

function chooseLog(data: string | undefined, demo: number | undefined, clock: Clock): Log {
  if (data !== undefined) return createLevelLog(join(resolve(data), 'store'))
  return paceLog(demo === undefined ? createMemoryLog() : createDemoLog({ pods: demo, now: clock.now(), seed: demo }))
}

/** Resolves when the process is asked to end. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
