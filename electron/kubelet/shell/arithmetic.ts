import { fail, ok, type Result } from '../../../shared/lang/result.ts'

/** The variables that an expression reads and sets. */
export interface Variables {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

const token = /\s*(0x[0-9a-fA-F]+|\d+|[A-Za-z_]\w*|\+\+|--|[-+*/%]=|<<|>>|[<>=!]=|&&|\|\||[-+*/%()<>!~?:=&|^])/y

/** Binary operators by binding strength, loosest first. */
const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<', '<=', '>', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%']]

function apply(operator: string, a: number, b: number): number {
  switch (operator) {
    case '||': return a !== 0 || b !== 0 ? 1 : 0
    case '&&': return a !== 0 && b !== 0 ? 1 : 0
    case '|': return a | b
    case '^': return a ^ b
    case '&': return a & b
    case '==': return a === b ? 1 : 0
    case '!=': return a !== b ? 1 : 0
    case '<': return a < b ? 1 : 0
    case '<=': return a <= b ? 1 : 0
    case '>': return a > b ? 1 : 0
    case '>=': return a >= b ? 1 : 0
    case '<<': return a << b
    case '>>': return a >> b
    case '+': return a + b
    case '-': return a - b
    case '*': return a * b
    case '/': return b === 0 ? Number.NaN : Math.trunc(a / b)
    case '%': return b === 0 ? Number.NaN : a % b
    default: throw new Error(`no such operator: ${operator}`)
  }
}

const maxDepth = 100

/** The value of `$((...))`: whole numbers, C's operators, assignment. The error is the shell's text. */
export function evaluateArithmetic(text: string, variables: Variables): Result<number, string> {
  const tokens: string[] = []
  token.lastIndex = 0
  const trimmed = text.trim()
  while (token.lastIndex < trimmed.length) {
    const match = token.exec(trimmed)
    if (match === null) return fail(`arithmetic expression: expecting primary: "${text}"`)
    tokens.push(match[1] ?? '')
  }
  let at = 0
  let depth = 0
  let broken = false
  const valueOf = (name: string) => Number.parseInt(variables.get(name) ?? '0', 10) || 0
  const assign = (name: string, value: number) => {
    if (!Number.isNaN(value)) variables.set(name, String(value))
    return value
  }
  const primary = (): number => {
    const first = tokens[at++]
    if (first === undefined || depth > maxDepth) {
      broken = true
      return 0
    }
    depth += 1
    try {
      if (/^0x/i.test(first)) return Number.parseInt(first, 16)
      if (/^\d/.test(first)) return Number.parseInt(first, first.startsWith('0') ? 8 : 10) || 0
      switch (first) {
        case '(': {
          const value = conditional()
          if (tokens[at++] !== ')') broken = true
          return value
        }
        case '-': return -primary()
        case '+': return primary()
        case '!': return primary() === 0 ? 1 : 0
        case '~': return ~primary()
        case '++':
        case '--': {
          const name = tokens[at++] ?? ''
          return assign(name, valueOf(name) + (first === '++' ? 1 : -1))
        }
        default: return variable(first)
      }
    } finally {
      depth -= 1
    }
  }
  const variable = (name: string): number => {
    if (!/^[A-Za-z_]/.test(name)) {
      broken = true
      return 0
    }
    const operator = tokens[at] ?? ''
    if (operator === '=' || /^[-+*/%]=$/.test(operator)) {
      at += 1
      const right = conditional()
      return assign(name, operator === '=' ? right : apply(operator.slice(0, 1), valueOf(name), right))
    }
    const value = valueOf(name)
    if (operator === '++' || operator === '--') {
      at += 1
      assign(name, value + (operator === '++' ? 1 : -1))
    }
    return value
  }
  const binary = (level: number): number => {
    const operators = levels[level]
    if (operators === undefined) return primary()
    let value = binary(level + 1)
    while (operators.includes(tokens[at] ?? '')) value = apply(tokens[at++] ?? '', value, binary(level + 1))
    return value
  }
  const conditional = (): number => {
    const value = binary(0)
    if (tokens[at] !== '?') return value
    at += 1
    const yes = conditional()
    if (tokens[at++] !== ':') broken = true
    const no = conditional()
    return value === 0 ? no : yes
  }
  if (tokens.length === 0) return ok(0)
  const value = conditional()
  if (broken || at < tokens.length) return fail(`arithmetic expression: expecting EOF: "${text}"`)
  return Number.isNaN(value) ? fail(`arithmetic expression: division by zero: "${text}"`) : ok(Math.trunc(value))
}
