import { launch, type Run } from './launch.ts'
import { see } from './see.ts'
import { windowParts } from './window.ts'

/** Starts the program with a demo of so many pods, and waits until all are drawn and the window has come to rest. */
export async function launchDemo(pods: number): Promise<Run> {
  const run = await launch({ args: [`--demo=${pods}`] })
  // A demo that lives has more or fewer by the time that it is looked at.
  await see.poll(async () => Number(await windowParts(run.page).graph.getAttribute('data-pods')), { timeout: 300_000 }).toBeGreaterThanOrEqual(pods * 0.99)
  await run.page.waitForTimeout(3000)
  return run
}
