import type { TestProject } from 'vitest/node'
import { type Clients, findClients } from '../support/clients.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clients: readonly Clients[]
  }
}

/** Finds the command lines once for all tests. */
export async function setup(project: TestProject): Promise<void> {
  // Where there is no network, the answer is not waited for.
  process.env['npm_config_fetch_retries'] ??= '0'
  const clients = await findClients()
  for (const { kubectl, helm, found } of clients) {
    console.log(`kubectl ${kubectl} and helm ${helm}: ${found.are === 'missing' ? `left out, ${found.why.trim().split('\n').at(-1)}` : found.are}`)
  }
  project.provide('clients', clients)
}
