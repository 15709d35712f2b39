import { isJsonList, isJsonObject, type ListSchema, type Scalar, type Schema } from '../../schema/index.ts'
import { type FieldSet, setOfPaths } from './field-set.ts'
import { printGo } from './go-print.ts'
import { fieldElement, formatElement, formatPath, itemElement } from './path-element.ts'
import { asObject, atomOf, fieldSchema, isDeclared, isEmpty, itemsByElement } from './typed-atom.ts'

type Path = readonly string[]

/** Every field that an applied object speaks of: what its applier will own. Throws BadValue. */
export function fieldsOf(value: unknown, schema: Schema): FieldSet {
  const paths: Path[] = []
  collect(value, schema, [], paths)
  return setOfPaths(paths)
}

function collect(value: unknown, schema: Schema, path: Path, paths: Path[]): void {
  const atom = atomOf(schema, value)
  if (atom.kind === 'leaf') {
    paths.push(path)
  } else if (atom.kind === 'items') {
    for (const [element, items] of itemsByElement(atom.schema, value)) {
      if (items.length === 1) collect(items[0], atom.schema.items, [...path, element], paths)
      paths.push([...path, element])
    }
  } else {
    for (const [name, item] of Object.entries(asObject(value) ?? {})) {
      const below = [...path, fieldElement(name)]
      collect(item, fieldSchema(schema, name), below, paths)
      if (!isDeclared(schema, name) || item === null || (isJsonObject(item) && isEmpty(item))) paths.push(below)
    }
  }
}

const NUMERIC: readonly Scalar[] = ['int32', 'int64', 'double']
const TEXT: readonly Scalar[] = ['string', 'bytes', 'time', 'microTime']

/** What is wrong with an object that is applied, in the words of upstream's typed values: `.spec.x: field not declared in schema`. */
export function findAppliedProblems(value: unknown, schema: Schema): readonly string[] {
  const problems: string[] = []
  judge(value, schema, [], problems)
  return problems
}

/** Problems as one text: alone on a line, or listed. */
export function formatProblems(problems: readonly string[]): string {
  return problems.length === 1 ? problems.join('') : ['errors:', ...problems.map((problem) => `  ${problem}`)].join('\n')
}

function judge(value: unknown, schema: Schema, path: Path, problems: string[]): void {
  if (value === null || schema.type === 'any') return
  const complain = (text: string): void => {
    problems.push(path.length === 0 ? text : `${formatPath(path)}: ${text}`)
  }
  if (schema.type === 'scalar') {
    const problem = findScalarProblem(schema.scalar, value)
    if (problem !== undefined) complain(problem)
  } else if (schema.type === 'list') {
    if (!isJsonList(value)) complain(`expected list, got &{${printGo(value)}}`)
    else judgeItems(value, schema, path, problems, complain)
  } else if (!isJsonObject(value)) {
    complain(`expected map, got &{${printGo(value)}}`)
  } else {
    for (const [name, item] of Object.entries(value)) {
      const below = [...path, fieldElement(name)]
      if (schema.type === 'struct' && !schema.fields.has(name)) problems.push(`${formatPath(below)}: field not declared in schema`)
      else judge(item, fieldSchema(schema, name), below, problems)
    }
  }
}

function judgeItems(items: readonly unknown[], schema: ListSchema, path: Path, problems: string[], complain: (text: string) => void): void {
  const seen = new Set<string>()
  for (const [index, item] of items.entries()) {
    if (schema.listType === 'atomic') {
      judge(item, schema.items, [...path, `i:${index}`], problems)
      continue
    }
    const found = itemElement(schema, item)
    if (!found.ok) {
      complain(`element ${index}: ${found.problem}`)
      continue
    }
    if (seen.has(found.element)) complain(`duplicate entries for key ${formatElement(found.element)}`)
    seen.add(found.element)
    judge(item, schema.items, [...path, found.element], problems)
  }
}

function findScalarProblem(scalar: Scalar, value: unknown): string | undefined {
  if (NUMERIC.includes(scalar)) return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goType(value)}`
  if (TEXT.includes(scalar)) return typeof value === 'string' ? undefined : `expected string, got &value.valueUnstructured{Value:${printGo(value)}}`
  if (scalar === 'boolean') return typeof value === 'boolean' ? undefined : `expected boolean, got &{${printGo(value)}}`
  return undefined
}

function goType(value: unknown): string {
  if (isJsonList(value)) return '[]interface {}'
  if (isJsonObject(value)) return 'map[string]interface {}'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
