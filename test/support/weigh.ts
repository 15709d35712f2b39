import type { Run } from './launch.ts'

/** Bytes of both processes, and of their heaps once the garbage is gone. */
export interface Memory {
  readonly window: number
  readonly windowHeap: number
  readonly main: number
  readonly mainHeap: number
}

export async function weigh({ app, page }: Run): Promise<Memory> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  const main = await app.evaluate(({ app: program }) => {
    const processes = program.getAppMetrics()
    const bytes = (type: string) => processes.find((one) => one.type === type)!.memory.workingSetSize * 1024
    const found = { window: bytes('Tab'), main: bytes('Browser') }
    // The working set is what it is; the heap is looked at without its garbage.
    const { require } = process.mainModule!
    ;(require('node:v8') as { setFlagsFromString(flags: string): void }).setFlagsFromString('--expose-gc')
    ;(require('node:vm') as { runInNewContext(code: string): () => void }).runInNewContext('gc')()
    return { ...found, mainHeap: process.memoryUsage().heapUsed }
  })
  return { ...main, windowHeap: usedSize }
}
