import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the program was asked to open with. */
export interface CommandLine {
  readonly files: readonly string[]
  readonly selector?: string
  readonly namespace?: string
  /** How many pods of a made-up cluster to show in place of the person's own, as it was typed. */
  readonly demo?: string
  /** Save what the window shows here once it has settled, then end. */
  readonly screenshot?: string
}

/**
 * Reads the program's own arguments (without the runtime and the path of the app). Chromium's flags stand among them and are passed
 * over, so a flag of ours is only known in the form `--name=value`; a lone `--name value` is read too when it comes after the app.
 */
export function parseCommandLine(args: readonly string[], directory: string): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { selector: { type: 'string', short: 'l' }, namespace: { type: 'string', short: 'n' }, screenshot: { type: 'string' }, demo: { type: 'string' } },
  })
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const selector = text(values['selector'])
  const namespace = text(values['namespace'])
  const demo = values['demo'] === undefined ? undefined : String(values['demo'])
  const screenshot = text(values['screenshot'])
  return {
    files: positionals.map((name) => resolve(directory, name)),
    ...(selector === undefined ? {} : { selector }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(demo === undefined ? {} : { demo }),
    ...(screenshot === undefined ? {} : { screenshot }),
  }
}
