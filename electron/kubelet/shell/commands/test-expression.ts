import { type FileSystem, resolvePath } from '../file-system.ts'
import { complain, type Tool } from '../tool.ts'

interface Place {
  readonly files: FileSystem
  readonly cwd: string
}

function testUnary(operator: string, operand: string, { files, cwd }: Place): boolean | undefined {
  const found = files.find(resolvePath(cwd, operand))
  switch (operator) {
    case '-n': return operand !== ''
    case '-z': return operand === ''
    case '-e':
    case '-r':
    case '-w': return found.ok
    case '-f': return found.ok && found.value.kind === 'file'
    case '-d': return found.ok && found.value.kind === 'directory'
    case '-s': return found.ok && found.value.kind === 'file' && found.value.content().length > 0
    case '-x': return found.ok && (found.value.kind === 'directory' || (found.value.mode & 0o111) !== 0)
    case '-L':
    case '-h': return false
    default: return undefined
  }
}

function testBinary(left: string, operator: string, right: string): boolean | undefined | string {
  const numeric = /^-(eq|ne|lt|le|gt|ge)$/.test(operator)
  const wrong = numeric ? [left, right].find((text) => !/^\s*[-+]?\d+\s*$/.test(text)) : undefined
  if (wrong !== undefined) return `${wrong}: integer expression expected`
  return compareOperands(left, operator, right)
}

/** What a comparison of two words comes to; undefined when the operator is none. */
export function compareOperands(left: string, operator: string, right: string): boolean | undefined {
  const [a, b] = [Number(left), Number(right)]
  switch (operator) {
    case '=':
    case '==': return left === right
    case '!=': return left !== right
    case '-eq': return a === b
    case '-ne': return a !== b
    case '-lt': return a < b
    case '-le': return a <= b
    case '-gt': return a > b
    case '-ge': return a >= b
    default: return undefined
  }
}

/** The value of a `test` expression (`!`, `-a`, `-o`, parentheses too); a text is what is wrong with it. */
export function evaluateTest(args: readonly string[], place: Place): boolean | string {
  let at = 0
  const primary = (): boolean | string => {
    const [first, second, third] = [args[at], args[at + 1], args[at + 2]]
    if (first === undefined) return 'argument expected'
    if (second !== undefined && third !== undefined) {
      const value = testBinary(first, second, third)
      if (value !== undefined) {
        at += 3
        return value
      }
    }
    if (first === '!') {
      at += 1
      const value = primary()
      return typeof value === 'string' ? value : !value
    }
    if (first === '(' && second !== undefined) {
      at += 1
      const value = either()
      if (args[at++] !== ')') return 'closing paren expected'
      return value
    }
    if (second !== undefined) {
      const value = testUnary(first, second, place)
      if (value !== undefined) {
        at += 2
        return value
      }
    }
    at += 1
    return first !== ''
  }
  const chain = (operator: string, next: () => boolean | string, join: (a: boolean, b: boolean) => boolean) => () => {
    let value = next()
    while (typeof value !== 'string' && args[at] === operator) {
      at += 1
      const right = next()
      value = typeof right === 'string' ? right : join(value, right)
    }
    return value
  }
  const both = chain('-a', primary, (a, b) => a && b)
  const either: () => boolean | string = chain('-o', both, (a, b) => a || b)
  if (args.length === 0) return false
  const value = either()
  return typeof value === 'string' || at === args.length ? value : `${args[at]}: unexpected operator`
}

export const test: Tool = function* (io) {
  const closed = io.name !== '[' || io.args.at(-1) === ']'
  if (!closed) return yield* complain(io, 'missing ]', 2)
  const value = evaluateTest(io.name === '[' ? io.args.slice(0, -1) : io.args, { files: io.world.files, cwd: io.cwd })
  if (typeof value === 'string') return yield* complain(io, value, 2)
  return value ? 0 : 1
}
