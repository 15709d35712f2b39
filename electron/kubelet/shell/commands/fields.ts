import { complain, parseFlags, readAll, readOperands, say, type Tool } from '../tool.ts'
import { unescape } from '../echo-text.ts'

/** The characters of a set of `tr`: ranges, `[:class:]` and escapes. */
function expandSet(text: string): readonly string[] {
  const classes: Readonly<Record<string, string>> = { lower: 'a-z', upper: 'A-Z', digit: '0-9', alpha: 'A-Za-z', alnum: 'A-Za-z0-9', space: ' \t\n\r\v\f' }
  const plain = unescape(text.replaceAll(/\[:(\w+):\]/g, (all, name: string) => classes[name] ?? all))
  const characters: string[] = []
  for (let at = 0; at < plain.length; at++) {
    const [first, dash, last] = [plain.charCodeAt(at), plain[at + 1], plain.charCodeAt(at + 2)]
    const end = dash === '-' && last >= first ? last : first
    for (let code = first; code <= end; code++) characters.push(String.fromCharCode(code))
    if (end !== first || (dash === '-' && last === first)) at += 2
  }
  return characters
}

export const tr: Tool = function* (io) {
  const flags = parseFlags(io.args, 'dscC')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, operands } = flags.value
  const [first, second] = operands
  if (first === undefined || (second === undefined && !has('d') && !has('s'))) return yield* complain(io, 'missing operand')
  const from = expandSet(first)
  const to = expandSet(second ?? '')
  const members = new Set(from)
  const isMember = (character: string) => members.has(character) !== (has('c') || has('C'))
  const mapped = new Map(from.map((character, index) => [character, to[index] ?? to.at(-1) ?? character]))
  const squeezed = new Set(second === undefined ? from : to)
  let text = ''
  for (const character of (yield* readAll(io.stdin)).toString('utf8')) {
    const hit = isMember(character)
    if (hit && has('d')) continue
    const next = hit && second !== undefined ? mapped.get(character) ?? to.at(-1) ?? character : character
    if (!has('s') || !squeezed.has(next) || !text.endsWith(next)) text += next
  }
  yield* say(io.stdout, text)
  return 0
}

/** `1,3-5,7-` as a test of a place counted from 1; undefined when it is no list. */
function parseList(list: string): ((place: number) => boolean) | undefined {
  const ranges = list.split(',').map((part) => /^(\d*)(-?)(\d*)$/.exec(part))
  if (list === '' || ranges.some((range) => range === null || range[0] === '-')) return undefined
  return (place) => ranges.some((range) => {
    const [, low = '', dash = '', high = ''] = range ?? []
    return dash === '' ? place === Number(low) : place >= Number(low || 1) && place <= (high === '' ? Number.POSITIVE_INFINITY : Number(high))
  })
}

export const cut: Tool = function* (io) {
  const flags = parseFlags(io.args, 'd:f:c:b:s')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, get, operands } = flags.value
  const byField = get('f')
  const chosen = parseList(byField ?? get('c') ?? get('b') ?? '')
  if (chosen === undefined) return yield* complain(io, 'you must specify a list of bytes, characters, or fields')
  const delimiter = get('d') ?? '\t'
  const cutLine = (line: string): readonly string[] => {
    if (byField === undefined) return [Array.from(line).filter((_, index) => chosen(index + 1)).join('')]
    if (!line.includes(delimiter)) return has('s') ? [] : [line]
    return [line.split(delimiter).filter((_, index) => chosen(index + 1)).join(delimiter)]
  }
  return yield* readOperands(io, operands, function* (source) {
    const text = (yield* readAll(source)).toString('utf8')
    return yield* say(io.stdout, text.replace(/\n$/, '').split('\n').flatMap((line) => (text === '' ? [] : cutLine(line))).map((line) => `${line}\n`).join(''))
  })
}

export const uniq: Tool = function* (io) {
  const flags = parseFlags(io.args, 'cdu')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, operands } = flags.value
  return yield* readOperands(io, operands.slice(0, 1), function* (source) {
    const text = (yield* readAll(source)).toString('utf8')
    const groups: { readonly line: string; count: number }[] = []
    for (const line of text === '' ? [] : text.replace(/\n$/, '').split('\n')) {
      const last = groups.at(-1)
      if (last?.line === line) last.count += 1
      else groups.push({ line, count: 1 })
    }
    const kept = groups.filter(({ count }) => (!has('d') || count > 1) && (!has('u') || count === 1))
    return yield* say(io.stdout, kept.map(({ line, count }) => `${has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`).join(''))
  })
}
