import { compareOperands } from '../shell/commands/test-expression.ts'
import { type Machine, resolve } from './machine.ts'

/** The value of a `test` expression, as far as scripts in manifests use it. */
export function testCondition(args: readonly string[], machine: Machine): boolean {
  const or = args.findIndex((arg) => arg === '-o' || arg === '||')
  if (or > 0) return testCondition(args.slice(0, or), machine) || testCondition(args.slice(or + 1), machine)
  const and = args.findIndex((arg) => arg === '-a' || arg === '&&')
  if (and > 0) return testCondition(args.slice(0, and), machine) && testCondition(args.slice(and + 1), machine)
  if (args[0] === '!') return !testCondition(args.slice(1), machine)
  if (args.length === 3) return compareOperands(args[0] ?? '', args[1] ?? '', args[2] ?? '') ?? false
  if (args.length === 2) return judge(args[0] ?? '', args[1] ?? '', machine)
  return (args[0] ?? '') !== ''
}

function judge(operator: string, operand: string, machine: Machine): boolean {
  const path = resolve(machine, operand)
  const file = machine.files.get(path)
  const folder = [...machine.files.keys()].some((one) => one.startsWith(`${path}/`)) || /^\/(?:bin|dev|etc|lib|opt|proc|root|sys|tmp|usr|var)?$/.test(path)
  switch (operator) {
    case '-n': return operand !== ''
    case '-z': return operand === ''
    case '-d': return folder
    case '-s': return (file ?? '') !== ''
    case '-f': return file !== undefined
    default: return file !== undefined || folder
  }
}
