import type { StoredObject } from '../../shared/model/index.ts'
import { createCluster, createManualClock } from '../cluster/index.ts'
import { findKind, resourceOf } from '../registry/index.ts'
import { createMemoryLog, type Log, type LogRecord } from '../store/index.ts'
import { createChance } from './chance.ts'
import { buildScene } from './scene.ts'
import { planScene } from './scene-plan.ts'

export interface DemoParts {
  /** From 1 to a million. */
  readonly pods: number
  /** Milliseconds since 1970: the time that all ages count from. */
  readonly now: number
  /** The same seed, time and number give the same cluster. */
  readonly seed: number
}

/** Objects made before others have their turn. */
const pieceSize = 2000

/** A log that holds a made-up cluster of so many pods, and keeps nothing that is written to it. */
export function createDemoLog({ pods, now, seed }: DemoParts): Log {
  return {
    ...createMemoryLog(),
    open: async () => {
      const records: LogRecord[] = []
      const add = (object: StoredObject) => {
        const kind = findKind(object.kind, object.apiVersion)
        if (kind === undefined) throw new Error(`no kind ${object.apiVersion} ${object.kind}`)
        records.push({ type: 'ADDED', resource: resourceOf(kind), revision: Number(object.metadata.resourceVersion), object })
      }
      const base = await listBase(now, seed)
      for (const object of base) add(object)
      let revision = base.length
      const chance = createChance(seed)
      const known = new Set(base.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name))
      for (const object of buildScene({ plan: planScene(pods, chance), now, chance, revision: () => (revision += 1), known })) {
        add(object)
        if (records.length % pieceSize === 0) await new Promise(setImmediate)
      }
      records.sort((a, b) => a.revision - b.revision)
      return { records, state: { revision, oldest: revision, records: records.length } }
    },
  }
}

/** What every cluster begins with. */
async function listBase(now: number, seed: number): Promise<readonly StoredObject[]> {
  const cluster = await createCluster({ log: createMemoryLog(), clock: createManualClock(now), seed, nodes: 0 })
  const { items } = cluster.snapshot()
  await cluster.close()
  return items.toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
}
