#!/usr/bin/env node
// Runs the command line in plain Node: bundles it first when it is missing or older than its sources.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const out = join(root, 'out/cli')
const entry = join(out, 'podscape.cjs')

/** Newest change of a TypeScript source in a folder, tests left out; ms since 1970. */
function newestSource(folder) {
  let newest = 0
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.ts') && !name.endsWith('.test.ts')) newest = Math.max(newest, statSync(join(root, folder, name)).mtimeMs)
  }
  return newest
}

function isFresh() {
  const built = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return built > Math.max(newestSource('electron'), newestSource('shared'), statSync(import.meta.filename).mtimeMs)
}

async function bundle() {
  const started = Date.now()
  const { build } = await import('vite')
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    // The store's native part is loaded from where it was installed.
    ssr: { noExternal: true, external: ['classic-level'] },
    build: {
      ssr: true,
      target: 'node18',
      write: false,
      rolldownOptions: {
        input: { podscape: join(root, 'electron/cli/main.ts'), 'manifest-worker': join(root, 'electron/manifest/worker.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  })
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  mkdirSync(out, { recursive: true })
  // Written aside and moved, the entry last: another run at the same time sees the old bundle or the new one, whole.
  for (const file of files.toSorted((a, b) => Number(a.fileName === 'podscape.cjs') - Number(b.fileName === 'podscape.cjs'))) {
    const aside = join(out, `${file.fileName}.${process.pid}`)
    writeFileSync(aside, file.type === 'chunk' ? file.code : file.source)
    renameSync(aside, join(out, file.fileName))
  }
  const current = new Set(files.map((file) => file.fileName))
  const leftOver = readdirSync(out).filter((name) => name.endsWith('.cjs') && !current.has(name) && statSync(join(out, name)).mtimeMs < started)
  for (const name of leftOver) rmSync(join(out, name), { force: true })
}

if (!isFresh()) await bundle()
await import(pathToFileURL(entry).href)
