import { joinLines, splitLines } from '../text-lines.ts'
import { complain, parseFlags, readAll, readOperands, say, type Tool } from '../tool.ts'

/** A basic regular expression as a JavaScript one: there, `+ ? | ( ) {` are plain and their escaped forms are special. */
function fromBasic(pattern: string): string {
  return pattern.replaceAll(/\\([+?|(){}])|([+?|(){}])/g, (_, escaped: string | undefined, plain: string) => escaped ?? `\\${plain}`)
}

function withClasses(pattern: string): string {
  const classes = {
    alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: String.raw`\s`, punct: '!-\\/:-@\\[-`{-~', xdigit: 'A-Fa-f0-9',
  }
  return pattern.replaceAll(/\[:(\w+):\]/g, (all, name: string) => Object.entries(classes).find(([known]) => known === name)?.[1] ?? all)
}

/** Longest line that a pattern is tried on. */
const maxMatched = 10_000

/** A repeated group that repeats inside takes JavaScript's matcher exponential time. */
const explosive = /\([^)]*[*+}][^)]*\)\??[*+{]/

export const grep: Tool = function* (io) {
  const flags = parseFlags(io.args, 'EFGivncqohHwxlre:A:B:', { 'ignore-case': 'i', 'invert-match': 'v', count: 'c', quiet: 'q' })
  if (!flags.ok) return yield* complain(io, flags.error, 2)
  const { has, all, operands } = flags.value
  const patterns = all('e')
  const rest = patterns.length > 0 ? operands : operands.slice(1)
  const given = patterns.length > 0 ? patterns : operands.slice(0, 1)
  if (given.length === 0) return yield* complain(io, 'no pattern given', 2)
  const toSource = (pattern: string) => {
    const source = has('F') ? pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) : withClasses(has('E') ? pattern : fromBasic(pattern))
    return has('x') ? `^(?:${source})$` : has('w') ? `\\b(?:${source})\\b` : source
  }
  if (given.some((pattern) => explosive.test(toSource(pattern)))) return yield* complain(io, 'Regular expression too big', 2)
  let expression: RegExp
  try {
    expression = new RegExp(given.map(toSource).join('|'), has('i') ? 'gi' : 'g')
  } catch {
    return yield* complain(io, 'Invalid regular expression', 2)
  }
  let selected = false
  const code = yield* readOperands(io, rest, function* (source, name) {
    const prefix = (rest.length > 1 || has('H')) && !has('h') ? `${name === '-' ? '(standard input)' : name}:` : ''
    const lines = splitLines((yield* readAll(source)).toString())
    const hits = lines.map((line, index) => ({ line, index })).filter(({ line }) => {
      expression.lastIndex = 0
      return expression.test(line.slice(0, maxMatched)) !== has('v')
    })
    selected ||= hits.length > 0
    if (has('q')) return !selected
    if (has('l')) return hits.length === 0 || (yield* say(io.stdout, `${name}\n`))
    if (has('c')) return yield* say(io.stdout, `${prefix}${hits.length}\n`)
    const shown = hits.flatMap(({ line, index }) => {
      const number = has('n') ? `${index + 1}:` : ''
      return has('o') && !has('v') ? [...line.matchAll(expression)].map((match) => `${prefix}${number}${match[0]}`) : [`${prefix}${number}${line}`]
    })
    return yield* say(io.stdout, joinLines(shown))
  })
  return code === 0 ? selected ? 0 : 1 : 2
}
