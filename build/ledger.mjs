// npm run ledger: replays the transcripts with every kubectl there is and writes the fidelity ledger, once for the window
// (renderer/fidelity/ledger.json) and once to be read (build/ledger.md).
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createServer } from 'vite'

const root = resolve(import.meta.dirname, '..')
const folder = join(root, 'test/conformance/transcripts')
const report = join(root, 'out/conformance.json')

const vitest = ['vitest', 'run', '-c', 'test/vitest.config.ts', '--project', 'conformance', 'test/conformance/kubectl.test.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
spawnSync('npx', vitest, { cwd: root, stdio: 'inherit' })
const runs = {}
for (const { fullName, status } of JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap((file) => file.assertionResults)) {
  const [, version] = /\bkubectl '?(1\.\d+)/.exec(fullName) ?? []
  const [file] = /[\w-]+\.txt/.exec(fullName) ?? []
  if (status === 'passed' && version !== undefined && file !== undefined) (runs[file] ??= []).push(version)
}
for (const versions of Object.values(runs)) versions.sort()

const vite = await createServer({ root, configFile: false, logLevel: 'error', server: { middlewareMode: true } })
const { makeLedger, writeLedgerPage } = await vite.ssrLoadModule('/test/support/ledger.ts')
const { KUBERNETES_VERSION } = await vite.ssrLoadModule('/electron/cluster/index.ts')
const transcripts = Object.fromEntries(readdirSync(folder).sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
const ledger = makeLedger(transcripts, runs, KUBERNETES_VERSION)
await vite.close()
writeFileSync(join(root, 'renderer/fidelity/ledger.json'), `${JSON.stringify(ledger, null, 1)}\n`)
writeFileSync(join(root, 'build/ledger.md'), writeLedgerPage(ledger))
process.exit(0)
