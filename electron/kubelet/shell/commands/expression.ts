import { complain, say, type Tool } from '../tool.ts'

/** The value of `expr left operator right`; a text is what is wrong with it. */
function evaluate(left: string, operator: string, right: string): { readonly value: string } | { readonly wrong: string } {
  const numeric = /^-?\d+$/.test(left) && /^-?\d+$/.test(right)
  const [a, b] = [Number(left), Number(right)]
  const order = numeric ? a - b : left < right ? -1 : left > right ? 1 : 0
  const of = (value: number | boolean) => ({ value: String(Number(value)) })
  switch (operator) {
    case '|': return { value: left !== '' && left !== '0' ? left : right }
    case '&': return { value: left !== '' && left !== '0' && right !== '' && right !== '0' ? left : '0' }
    case '=':
    case '==': return of(order === 0)
    case '!=': return of(order !== 0)
    case '<': return of(order < 0)
    case '<=': return of(order <= 0)
    case '>': return of(order > 0)
    case '>=': return of(order >= 0)
    default:
  }
  if (!['+', '-', '*', '/', '%'].includes(operator)) return { wrong: 'syntax error' }
  if (!numeric) return { wrong: 'non-integer argument' }
  if ((operator === '/' || operator === '%') && b === 0) return { wrong: 'division by zero' }
  switch (operator) {
    case '+': return of(a + b)
    case '-': return of(a - b)
    case '*': return of(a * b)
    case '/': return of(Math.trunc(a / b))
    default: return of(a % b)
  }
}

/** `expr` of operators that all bind alike, from left to right. */
export const expr: Tool = function* (io) {
  const [first, ...rest] = io.args
  if (first === undefined) return yield* complain(io, 'missing operand', 2)
  let value = first
  for (let at = 0; at < rest.length; at += 2) {
    const [operator = '', right] = [rest[at], rest[at + 1]]
    const next = right === undefined ? { wrong: 'syntax error' } : evaluate(value, operator, right)
    if ('wrong' in next) return yield* complain(io, next.wrong, 2)
    value = next.value
  }
  yield* say(io.stdout, `${value}\n`)
  return value === '' || value === '0' ? 1 : 0
}
