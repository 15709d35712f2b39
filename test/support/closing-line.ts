import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line that any tool can read: `N passed, N failed, N skipped`. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[]) {
      const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
      const count = (state: string) => states.filter((one) => one === state).length
      console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
    },
  }
}
