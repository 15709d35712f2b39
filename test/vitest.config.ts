import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { closingLine } from './support/closing-line.ts'

const root = resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  test: {
    reporters: ['default', closingLine()],
    projects: [
      { root, test: { name: 'unit', setupFiles: ['test/support/seed.ts'], include: ['{shared,electron,renderer,test/arch}/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: 30_000 } },
      {
        root,
        test: {
          name: 'conformance', include: ['test/conformance/*.test.ts'], environment: 'node', globalSetup: ['test/conformance/setup.ts'],
          testTimeout: 180_000, maxWorkers: 2, maxConcurrency: 3,
        },
      },
      {
        root,
        test: {
          name: 'e2e', include: ['test/e2e/**/*.e2e.ts'], environment: 'node', globalSetup: ['test/e2e/setup.ts'],
          testTimeout: 60_000, hookTimeout: 90_000, fileParallelism: false, pool: 'forks',
        },
      },
      {
        root,
        test: {
          name: 'bench', include: ['test/bench/*.bench.ts'], environment: 'node', globalSetup: ['test/e2e/setup.ts'],
          testTimeout: 120_000, hookTimeout: 90_000, fileParallelism: false, pool: 'forks', disableConsoleIntercept: true,
        },
      },
    ],
  },
})
