import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { isJsonObject } from '../schema/index.ts'

/** A step into a value: a field, a place in a list, all there is, or the items of which a field has a value. */
export type PathStep =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'index'; readonly at: number }
  | { readonly type: 'all' }
  | { readonly type: 'where'; readonly path: readonly string[]; readonly equal: boolean; readonly value: string | number | boolean }

const stepFormat = /^(?:\.((?:\\.|[^.[\]\\])+)|\[(-?\d+)\]|\[(\*)\]|\['((?:[^'\\]|\\.)*)'\]|\[\?\(\s*@((?:\.[A-Za-z0-9_-]+)+)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)'|(-?[\d.]+|true|false))\s*\)\])/

/** Reads a path as printer columns have it: `.spec.replicas`, `.status.conditions[?(@.type=="Ready")].status`, `.items[0]`. */
export function parseJsonPath(text: string): Result<readonly PathStep[], string> {
  const steps: PathStep[] = []
  let rest = text.replace(/^\{(.*)\}$/s, '$1').replace(/^\$/, '')
  while (rest !== '') {
    const match = stepFormat.exec(rest)
    if (match === null) return fail(`unexpected path string, expected a "." or a "[": ${rest}`)
    steps.push(readStep(match))
    rest = rest.slice(match[0].length)
  }
  return ok(steps)
}

function readStep(match: RegExpExecArray): PathStep {
  const [, name, index, all, quoted, path, operator, double, single, bare] = match
  if (name !== undefined) return name === '*' ? { type: 'all' } : { type: 'field', name: unescape(name) }
  if (index !== undefined) return { type: 'index', at: Number(index) }
  if (all !== undefined) return { type: 'all' }
  if (quoted !== undefined) return { type: 'field', name: unescape(quoted) }
  const text = double ?? single
  return { type: 'where', path: (path ?? '').split('.').slice(1), equal: operator === '==', value: text ?? readBare(bare ?? '') }
}

function readBare(text: string): number | boolean {
  return text === 'true' || text === 'false' ? text === 'true' : Number(text)
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1')
}

/** All that a path leads to. */
export function followPath(value: unknown, steps: readonly PathStep[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>((found, step) => found.flatMap((one) => takeStep(one, step)), [value])
}

function takeStep(value: unknown, step: PathStep): readonly unknown[] {
  switch (step.type) {
    case 'field': return isJsonObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []
    case 'index': {
      const item: unknown = Array.isArray(value) ? value.at(step.at) : undefined
      return item === undefined ? [] : [item]
    }
    case 'all': return Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : []
    case 'where': return Array.isArray(value) ? value.filter((item) => (readField(item, step.path) === step.value) === step.equal) : []
    default: return step satisfies never
  }
}

function readField(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value)
}
