import { join } from 'node:path'
import { createDemoLog } from '../../electron/demo/index.ts'
import { createLevelLog, unbroken } from '../../electron/store/index.ts'

/** Writes a made-up cluster of so many pods, the same every time, where the program keeps the person's own. */
export async function storeCluster(dataFolder: string, pods: number): Promise<void> {
  const { records, state } = await createDemoLog({ pods, now: Date.now(), seed: pods }).open(unbroken)
  const log = createLevelLog(join(dataFolder, 'store'))
  await log.open(unbroken)
  await log.write({ add: records, remove: [], state })
  await log.close()
}
