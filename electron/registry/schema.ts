import { fieldTable } from './field-table.ts'

/** What a field may hold. */
export type Shape =
  | { readonly is: 'string' | 'int32' | 'int64' | 'bool' | 'bytes' | 'time' | 'quantity' | 'intOrString' | 'any' }
  | { readonly is: 'list' | 'map'; readonly of: Shape }
  | { readonly is: 'struct'; readonly name: string }

const scalars = ['string', 'int32', 'int64', 'bool', 'bytes', 'time', 'quantity', 'intOrString', 'any'] as const

function parseShape(text: string): Shape {
  const colon = text.indexOf(':')
  if (colon !== -1) return { is: text.slice(0, colon) === 'list' ? 'list' : 'map', of: parseShape(text.slice(colon + 1)) }
  const scalar = scalars.find((name) => name === text)
  return scalar === undefined ? { is: 'struct', name: text } : { is: scalar }
}

function parseTable(table: string): ReadonlyMap<string, ReadonlyMap<string, Shape>> {
  const types = new Map<string, ReadonlyMap<string, Shape>>()
  for (const line of table.replaceAll('\n  ', ' ').trim().split('\n')) {
    const [name = '', fields = ''] = line.split(': ')
    types.set(name, new Map(fields.split(' ').filter((field) => field !== '').map((field) => {
      const [key = '', type = ''] = field.split('=')
      return [key, parseShape(type)]
    })))
  }
  return types
}

const types = parseTable(fieldTable)

/** The fields of a type, by its name without package. */
export function fieldsOf(name: string): ReadonlyMap<string, Shape> {
  const fields = types.get(name)
  if (fields === undefined) throw new Error(`no type ${name} in the field table`)
  return fields
}
