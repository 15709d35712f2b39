import { fail, ok, type Result } from '../../../shared/lang/result.ts'

/** What a client of `exec` or `attach` wants to be connected to. */
export interface CommandOptions {
  readonly verb: 'exec' | 'attach'
  readonly stdin: boolean
  readonly stdout: boolean
  /** Never with `tty`: a terminal has one output. */
  readonly stderr: boolean
  readonly tty: boolean
}

function isSet(value: string | null): boolean {
  return value === '1' || value === 'true'
}

/** The streams that the query of `pods/exec` or `pods/attach` asks for; the error is the text of a 400. */
export function parseCommandOptions(verb: CommandOptions['verb'], query: URLSearchParams): Result<CommandOptions, string> {
  const tty = isSet(query.get('tty'))
  const stdin = isSet(query.get('stdin'))
  const stdout = isSet(query.get('stdout'))
  const stderr = isSet(query.get('stderr')) && !tty
  if (!stdin && !stdout && !stderr) return fail('you must specify at least 1 of stdin, stdout, stderr')
  return ok({ verb, stdin, stdout, stderr, tty })
}
