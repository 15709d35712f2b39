import { launch, type Run } from './launch.ts'
import { see } from './see.ts'
import { windowParts } from './window.ts'

/** Starts the program with a demo of so many pods, and waits until all are drawn and the window has come to rest. */
export async function launchDemo(pods: number): Promise<Run> {
  const run = await launch({ args: [`--demo=${pods}`] })
  // A demo that lives has more or fewer by the time that it is looked at.
  await see.poll(async () => Number(await windowParts(run.page).graph.getAttribute('data-pods')), { timeout: 300_000 }).toBeGreaterThanOrEqual(pods * 0.99)
  await untilAtRest(run)
  return run
}

/** Share of all cores, in percent, below which the program is at rest. */
const REST = 15

/** Waits until all processes together have been nearly idle between two looks: a large demo goes on taking stock after it is drawn. */
async function untilAtRest({ app }: Run): Promise<void> {
  // Says what was used since it was last asked.
  const used = () => app.evaluate(({ app: program }) => program.getAppMetrics().reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0))
  let looks = 0
  await see.poll(async () => {
    const share = await used()
    // The first look only begins the time that the next is about.
    return looks++ === 0 ? 100 : share
  }, { timeout: 300_000, intervals: [2_000] }).toBeLessThan(REST)
}
