import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** Bundles the manifest reader's parsing thread as the app's build does; gives the bundle's path, in a new folder. */
export async function bundleManifestWorker(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'podscape-manifest-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, '../../electron/manifest/worker.ts'),
      outDir: folder,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'manifest-worker.cjs' } },
    },
  })
  return join(folder, 'manifest-worker.cjs')
}
