import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { parseDemoSize } from '../demo/index.ts'

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'match-files'; readonly selector: string; readonly paths: readonly string[] }
  | { readonly kind: 'match-lines' }
  | ServeCommand

/** A cluster without a window. */
export interface ServeCommand {
  readonly kind: 'serve'
  /** Manifests that the cluster begins with. */
  readonly paths: readonly string[]
  readonly port?: number
  /** Where the cluster is kept; in memory without it. */
  readonly data?: string
  readonly kubeconfig?: string
  readonly nodes?: number
  /** How much faster than the wall's the cluster's clock runs. */
  readonly speed?: number
  /** Pods of a made-up cluster to serve in place of one that begins empty. */
  readonly demo?: number
}

const OPTIONS_OF: Readonly<Record<'match' | 'serve', ReadonlySet<string>>> = {
  match: new Set(['selector', 'json-lines']), serve: new Set(['port', 'data', 'kubeconfig', 'nodes', 'speed', 'demo']),
}

/** Reads the arguments after the program's name; the error is one line for the person who typed them. */
export function parseArguments(args: readonly string[]): Result<Command, string> {
  const flags = readFlags(args)
  if (!flags.ok) return flags
  const { values, positionals } = flags.value
  if (values.help === true) return ok({ kind: 'help' })
  const [command, ...paths] = positionals
  if (command === undefined) return fail('a command is needed: match or serve')
  if (command !== 'match' && command !== 'serve') return fail(`unknown command "${command}"`)
  const foreign = Object.keys(values).find((name) => !OPTIONS_OF[command].has(name))
  if (foreign !== undefined) return fail(`${command} knows no --${foreign}`)
  if (command === 'serve') return readServe(values, paths)
  if (values['json-lines'] === true) {
    if (values.selector !== undefined) return fail('--json-lines reads its selectors from standard input: leave out -l')
    return paths.length > 0 ? fail('--json-lines reads standard input: leave out the files') : ok({ kind: 'match-lines' })
  }
  if (values.selector === undefined) return fail('match needs a selector: -l SELECTOR')
  if (paths.length === 0) return fail('match needs a file or a folder')
  return ok({ kind: 'match-files', selector: values.selector, paths })
}

interface ServeFlags {
  readonly port?: string | undefined
  readonly data?: string | undefined
  readonly kubeconfig?: string | undefined
  readonly nodes?: string | undefined
  readonly speed?: string | undefined
  readonly demo?: string | undefined
}

function readServe({ port, data, kubeconfig, nodes, speed, demo }: ServeFlags, paths: readonly string[]): Result<Command, string> {
  if (port !== undefined && !isNumber(port, 0, 65_535)) return fail('--port takes a number from 0 to 65535')
  if (nodes !== undefined && !isNumber(nodes, 0, 1000)) return fail('--nodes takes a number from 0 to 1000')
  if (speed !== undefined && !(Number(speed) >= 0.01 && Number(speed) <= 1000)) return fail('--speed takes a number from 0.01 to 1000')
  const size = demo === undefined ? undefined : parseDemoSize(demo)
  if (size?.ok === false) return size
  if (size !== undefined && data !== undefined) return fail('--demo is kept in memory only: leave out --data')
  if (size !== undefined && nodes !== undefined) return fail('--demo brings the nodes that its pods need: leave out --nodes')
  return ok({
    kind: 'serve', paths,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(data === undefined ? {} : { data }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(nodes === undefined ? {} : { nodes: Number(nodes) }),
    ...(speed === undefined ? {} : { speed: Number(speed) }),
    ...(size === undefined ? {} : { demo: size.value }),
  })
}

function isNumber(text: string, least: number, most: number): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most
}

function readFlags(args: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          selector: { type: 'string', short: 'l' }, 'json-lines': { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
          port: { type: 'string' }, data: { type: 'string' }, kubeconfig: { type: 'string' }, nodes: { type: 'string' }, speed: { type: 'string' }, demo: { type: 'string' },
        },
      }),
    )
  } catch (error) {
    // Node's advice on arguments that begin with a dash is left out; what is wrong is its first sentence.
    if (error instanceof TypeError) return fail(error.message.split(/\.(?:\s|$)/)[0] ?? '')
    throw error
  }
}
