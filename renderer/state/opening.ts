import type { Opening } from '../../shared/ipc/contract.ts'
import { bridge } from './bridge.ts'
import { importManifests } from './import-store.ts'
import { askText, setScope } from './question-store.ts'

/** Opens what the command line asks for: puts its question, and imports its files into its namespace. */
export async function openAsked({ token, selector, namespace }: Opening): Promise<void> {
  if (namespace !== undefined) setScope(namespace)
  if (selector !== undefined) askText(selector)
  if (token !== undefined) await importManifests({ kind: 'files', token }, namespace)
}

/** Opens what other starts of the program ask for. Returns what ends it. */
export function followOpening(): () => void {
  const end = bridge.on('window:open', (opening) => void openAsked(opening))
  void bridge.request('opening:subscribe', undefined)
  return end
}
