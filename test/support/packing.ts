import { join, resolve } from 'node:path'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')

/** Builds what packs and unpacks batches as one script, which leaves `packing` behind in the main process and in the window alike. Returns its file. */
export async function buildPacking(folder: string): Promise<string> {
  await build({
    configFile: false, logLevel: 'error', root: ROOT,
    build: { outDir: folder, emptyOutDir: false, minify: true, lib: { entry: join(ROOT, 'test/support/packing-entry.ts'), formats: ['iife'], name: 'packing', fileName: () => 'packing.js' } },
  })
  return join(folder, 'packing.js')
}
