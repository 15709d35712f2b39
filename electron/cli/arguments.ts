import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../shared/lang/result.ts'

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'match-files'; readonly selector: string; readonly paths: readonly string[] }
  | { readonly kind: 'match-lines' }

/** Reads the arguments after the program's name; the error is one line for the person who typed them. */
export function parseArguments(args: readonly string[]): Result<Command, string> {
  const flags = readFlags(args)
  if (!flags.ok) return flags
  const { values, positionals } = flags.value
  if (values.help === true) return ok({ kind: 'help' })
  const [command, ...paths] = positionals
  if (command === undefined) return fail('a command is needed: match')
  if (command !== 'match') return fail(`unknown command "${command}"`)
  if (values['json-lines'] === true) {
    if (values.selector !== undefined) return fail('--json-lines reads its selectors from standard input: leave out -l')
    return paths.length > 0 ? fail('--json-lines reads standard input: leave out the files') : ok({ kind: 'match-lines' })
  }
  if (values.selector === undefined) return fail('match needs a selector: -l SELECTOR')
  if (paths.length === 0) return fail('match needs a file or a folder')
  return ok({ kind: 'match-files', selector: values.selector, paths })
}

function readFlags(args: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { selector: { type: 'string', short: 'l' }, 'json-lines': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      }),
    )
  } catch (error) {
    // Node's advice on arguments that begin with a dash is left out; what is wrong is its first sentence.
    if (error instanceof TypeError) return fail(error.message.split(/\.(?:\s|$)/)[0] ?? '')
    throw error
  }
}
