import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// The oldest runtime the build must start on: it sets the syntax target and keeps main and preload CommonJS.
process.env['ELECTRON_MAJOR_VER'] = '25'

const root = resolve(import.meta.dirname, '..')

/** React Aria has its words in thirty languages, all in the first file that the window loads; the window speaks two. */
const onlyOwnLanguages = {
  name: 'only-own-languages',
  load: (id: string) => (/react-(?:aria|stately)(?:-components)?\/dist\/private\/intl\/(?:.*\/)?(?!en-US|ko-KR)[a-z]{2}-[A-Z]{2}\.mjs$/.test(id) ? 'export default {}' : undefined),
}

export default defineConfig({
  // Only what is in `dependencies` (native modules) stays outside the bundle.
  main: {
    build: {
      outDir: resolve(root, 'out/main'),
      rolldownOptions: {
        // No file of ours does anything when it is loaded but the entries: what one thing in an index needs is all that is loaded for it.
        treeshake: { moduleSideEffects: [{ test: /[/\\](?:electron|shared)[/\\][^:]*\.ts$/, sideEffects: false }] },
        input: { index: resolve(root, 'electron/main.ts'), 'manifest-worker': resolve(root, 'electron/manifest/worker.ts') },
        // The oldest runtime's import() finds nothing in a packaged app's archive; its require does.
        output: {
          format: 'cjs', dynamicImportInCjs: false, entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs',
          // The bundler puts its few helpers, which the first file needs, in with the parser otherwise, and the window would wait for that to be read.
          codeSplitting: { groups: [{ name: 'yaml', test: /node_modules[/\\]yaml[/\\]/ }] },
        },
      },
    },
  },
  // A sandboxed preload script is one file that requires only 'electron'.
  preload: {
    build: {
      outDir: resolve(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: { input: resolve(root, 'electron/preload.ts'), output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), onlyOwnLanguages],
    // The app:// handler puts a fresh nonce in the place of this word with every document.
    html: { cspNonce: '__NONCE__' },
    build: {
      outDir: resolve(root, 'out/renderer'),
      rolldownOptions: {
        input: resolve(root, 'renderer/index.html'),
        // One file for all that the window begins with, run in the order in which the page names its scripts: each file costs the main process time.
        output: { codeSplitting: { groups: [{ name: 'window', test: /[/\\]renderer[/\\]app[/\\]/ }] } },
      },
      minify: true,
    },
  },
})
