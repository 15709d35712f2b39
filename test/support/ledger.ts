import { deviations, type Kind, kinds, resourceOf } from '../../electron/registry/index.ts'
import type { Ledger } from '../../renderer/fidelity/ledger.ts'
import { readBehaviours } from './transcript.ts'

/** For each transcript, the minor versions of kubectl that replayed it to its end: `1.32`. */
export type Runs = Readonly<Record<string, readonly string[]>>

/** The fidelity ledger: kinds and deviations of the registry, behaviours of the transcripts (texts by file name), and how they ran. */
export function makeLedger(transcripts: Readonly<Record<string, string>>, runs: Runs, kubernetes: string): Ledger {
  return {
    kubernetes,
    transcripts: Object.entries(transcripts).map(([file, text]) => ({ file, ...readBehaviours(text), passed: runs[file] ?? [] })),
    kinds: kinds.map(describeKind),
    deviations,
  }
}

function describeKind(kind: Kind): Ledger['kinds'][number] {
  return { kind: kind.kind, apiVersion: kind.apiVersion, resource: resourceOf(kind), namespaced: kind.namespaced }
}

/** What the ledger says of how the transcripts ran. */
export function readRuns(ledger: Ledger): Runs {
  return Object.fromEntries(ledger.transcripts.map(({ file, passed }) => [file, passed]))
}

/** The ledger as a page of Markdown. */
export function writeLedgerPage(ledger: Ledger): string {
  const general = ledger.deviations.filter((one) => one.kinds.length === 0)
  return `${[
    '# Fidelity ledger',
    `What this cluster does as Kubernetes ${ledger.kubernetes} does it, how that is shown, and every way in which it is known to differ. Made by`,
    '`npm run ledger` from the registry and a run of the kubectl transcripts; the same page is in the window, behind the badge "Simulated".',
    '',
    '## Known deviations',
    '',
    ...general.map((one) => `- ${one.en}`),
    ...ledger.deviations.filter((one) => one.kinds.length > 0).map((one) => `- **${one.kinds.join(', ')}**: ${one.en}`),
    '',
    '## Behaviours',
    ...ledger.transcripts.flatMap(({ file, title, behaviours, passed }) => [
      '',
      `### ${title.en}`,
      '',
      `\`test/conformance/transcripts/${file}\`, ${passed.length === 0 ? 'not run' : `passed with kubectl ${passed.join(' and ')}`}`,
      '',
      '| behaviour | upstream rule | commands |',
      '|---|---|---|',
      ...behaviours.map(({ en, rule, commands }) => `| ${en.replaceAll('|', String.raw`\|`)} | ${linkRule(rule)} | ${commands} |`),
    ]),
    '',
    '## Kinds',
    '',
    '| kind | API version | resource | in a namespace |',
    '|---|---|---|---|',
    ...ledger.kinds.map((one) => `| ${one.kind} | ${one.apiVersion} | ${one.resource} | ${one.namespaced ? 'yes' : 'no'} |`),
  ].join('\n')}\n`
}

function linkRule(rule: string): string {
  const page = /^docs: (.*)$/.exec(rule)?.[1]
  return page === undefined ? rule.replace(/^source: /, '') : `[${page}](https://kubernetes.io/docs/${page})`
}
