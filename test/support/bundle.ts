import { build } from 'vite'
import { join } from 'node:path'
import { ROOT } from './launch.ts'

/** A module of the tests with all it imports, as a script for a page; its exports are the properties of the global `name`. */
export async function bundleScript(entry: string, name: string): Promise<string> {
  const built = await build({
    configFile: false, root: ROOT, logLevel: 'silent', define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'chrome114', lib: { entry: join(ROOT, entry), formats: ['iife'], name } },
  })
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []))
  const script = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.code] : [])).join('\n')
  // As a script's own variable it would not outlive the evaluation.
  return `${script}\nglobalThis.${name} = ${name}`
}
