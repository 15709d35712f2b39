import { assertNever } from '../../../shared/lang/assert-never.ts'
import type { FileProblem } from './file-system.ts'
import { problemTexts } from './file-system.ts'
import type { ParseProblem } from './script.ts'
import type { ShellState } from './shell-state.ts'

/** `sh: 1: `, `bash: line 1: ` or `sh: `, before an error of the shell itself. */
export function errorPrefix(state: ShellState, line: number): string {
  switch (state.kind) {
    case 'dash': return `${state.name}: ${line}: `
    case 'bash': return state.interactive ? `${state.name}: ` : `${state.name}: line ${line}: `
    case 'busybox': return `${state.name}: `
    default: return assertNever(state.kind)
  }
}

export function formatNotFound(state: ShellState, command: string, line: number): string {
  const missingFile = command.includes('/') && state.kind === 'bash'
  return `${errorPrefix(state, line)}${command}: ${missingFile ? 'No such file or directory' : state.kind === 'bash' ? 'command not found' : 'not found'}\n`
}

const quotes = ['"', "'", '`']

export function formatSyntaxProblem(state: ShellState, problem: ParseProblem): string {
  const line = problem.kind === 'unexpected' ? problem.line : 1
  const start = state.kind === 'bash' && !state.interactive ? `${state.name}: -c: line ${line}: ` : errorPrefix(state, line)
  if (problem.kind === 'unexpected') {
    switch (state.kind) {
      case 'dash': return `${start}Syntax error: "${problem.token}" unexpected\n`
      case 'bash': return `${start}syntax error near unexpected token \`${problem.token}'\n`
      case 'busybox': return `${start}syntax error: unexpected "${problem.token}"\n`
      default: return assertNever(state.kind)
    }
  }
  const unclosed = quotes.includes(problem.wanted)
  switch (state.kind) {
    case 'dash': return `${start}Syntax error: ${unclosed ? 'Unterminated quoted string' : `end of file unexpected (expecting "${problem.wanted}")`}\n`
    case 'bash': return `${start}${unclosed ? `unexpected EOF while looking for matching \`${problem.wanted}'` : 'syntax error: unexpected end of file'}\n`
    case 'busybox': return `${start}syntax error: ${unclosed ? 'unterminated quoted string' : `unexpected end of file (expecting "${problem.wanted}")`}\n`
    default: return assertNever(state.kind)
  }
}

/** A redirection that could not be opened. */
export function formatRedirectProblem(state: ShellState, path: string, problem: FileProblem, reading: boolean, line: number): string {
  const start = errorPrefix(state, line)
  if (state.kind === 'bash') return `${start}${path}: ${problemTexts[problem]}\n`
  const text = problem === 'ENOENT' ? reading ? 'No such file' : state.kind === 'dash' ? 'Directory nonexistent' : 'nonexistent directory' : problemTexts[problem]
  if (state.kind === 'dash') return `${start}cannot ${reading ? 'open' : 'create'} ${path}: ${text}\n`
  return `${start}can't ${reading ? 'open' : 'create'} ${path}: ${problem === 'ENOENT' && reading ? 'no such file' : text}\n`
}
