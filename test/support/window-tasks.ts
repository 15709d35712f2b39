import type { Page } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Of the thread itself, in microseconds: what else the machine does meanwhile is not counted. */
  readonly tdur?: number
}

/** How long (ms of its own time) the window's thread worked at most in one piece while something was done. */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => { for (const event of value as unknown as readonly TraceEvent[]) events.push(event) })
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] } })
  try {
    await act()
  } finally {
    const complete = new Promise((done) => { session.once('Tracing.tracingComplete', done) })
    await session.send('Tracing.end')
    await complete
    await session.detach()
  }
  // The window's is the thread on which its scripts ran.
  const calls = new Map<string, number>()
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  for (const event of events) if (event.name === 'FunctionCall') calls.set(threadOf(event), (calls.get(threadOf(event)) ?? 0) + 1)
  const [main] = [...calls].sort(([, a], [, b]) => b - a)[0] ?? []
  return events.reduce((most, event) => (threadOf(event) === main && event.ph === 'X' && event.name.endsWith('RunTask') ? Math.max(most, (event.tdur ?? 0) / 1000) : most), 0)
}
