import { once } from 'node:events'
import { join } from 'node:path'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { parseSelector } from '../../shared/selector/index.ts'
import { type Command, parseArguments } from './arguments.ts'
import { HELP } from './help.ts'
import { matchDocuments } from './match-files.ts'
import { answerLines } from './match-lines.ts'
import { readFiles } from './read-files.ts'
import { formatSelectorError } from './selector-report.ts'
import { serve } from './serve.ts'

/** Exit status, as grep's. */
const MATCHED = 0
const NOTHING_MATCHED = 1
const WRONG = 2

/** The launcher puts the parsing thread's bundle beside this one. */
const WORKER_FILE = join(__dirname, 'manifest-worker.cjs')

async function run(args: readonly string[]): Promise<number> {
  const command = parseArguments(args)
  if (command.ok) return runCommand(command.value)
  process.stderr.write(`error: ${command.error}\nSee "podscape --help".\n`)
  return WRONG
}

async function runCommand(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      await print(HELP)
      return MATCHED
    case 'match-files':
      return matchFiles(command.selector, command.paths)
    case 'match-lines':
      for await (const answers of answerLines(process.stdin.setEncoding('utf8'))) await print(answers)
      return MATCHED
    case 'serve':
      return serve(command, { print, workerFile: WORKER_FILE })
    default:
      return assertNever(command)
  }
}

async function matchFiles(text: string, paths: readonly string[]): Promise<number> {
  const selector = parseSelector(text)
  if (!selector.ok) {
    process.stderr.write(formatSelectorError(text, selector.error))
    return WRONG
  }
  const documents = await readFiles(paths, WORKER_FILE)
  const { matched, errors } = matchDocuments(documents, selector.value)
  await print(matched.map((line) => `${line}\n`).join(''))
  process.stderr.write(errors.map((line) => `error: ${line}\n`).join(''))
  if (errors.length > 0) return WRONG
  return matched.length > 0 ? MATCHED : NOTHING_MATCHED
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

// The reader of a pipe may have seen enough: `podscape match ... | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2))
}

void main()
