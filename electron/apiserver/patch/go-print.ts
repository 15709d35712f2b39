import { compareBytes } from '../../../shared/model/index.ts'
import { isJsonList, isJsonObject } from '../../schema/index.ts'

/** A JSON value as Go's `%v` prints it: `map[name:a ports:[80 81]]`, keys sorted. */
export function printGo(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (isJsonList(value)) return `[${value.map(printGo).join(' ')}]`
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => compareBytes(a, b))
  return `map[${entries.map(([key, item]) => `${key}:${printGo(item)}`).join(' ')}]`
}
