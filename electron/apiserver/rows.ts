import { Buffer } from 'node:buffer'
import { formatHumanDuration, type KubeObject, type StoredObject } from '../../shared/model/index.ts'
import type { Column, Elapsed, Kind } from '../registry/index.ts'
import type { StoredResource } from './api-resource.ts'
import { createArena, type Kept, readKept } from './arena.ts'
import type { Bytes } from './bytes.ts'

/** What the row of a table carries of its object beside the cells. */
export type RowObject = 'Metadata' | 'Object' | 'None'

/** Where in a row the time that has passed is written in. */
interface Gap {
  readonly at: number
  readonly since: number
}

interface KeptRow {
  readonly kind: Kind
  readonly text: Kept
  readonly gaps: readonly Gap[]
}

/** A row as JSON in UTF-8. */
interface Row {
  readonly bytes: Buffer
  readonly gaps: readonly Gap[]
}

// An object never changes, so its row is kept; only the ages in it differ from one answer to the next.
const written = new WeakMap<StoredObject, KeptRow>()
/** 128 MB: the rows of a hundred thousand common pods. */
const arena = createArena(128, 1024 * 1024)

/** Name, creation time: what a kind shows that has no columns of its own. */
const plainColumns: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Created At', type: 'date', format: '', priority: 0 },
]

export function columnsOf(kind: Kind): readonly (Column & { readonly description: string })[] {
  return (kind.table?.columns ?? plainColumns).map((column) => ({ ...column, description: '' }))
}

/** A row of the kind's table, as JSON; `now` in milliseconds since 1970. */
export function formatRow({ registered, conversion }: StoredResource, object: StoredObject, carries: RowObject, now: number): string {
  const { bytes, gaps } = rowOf(registered, object)
  let row = ''
  let from = 0
  for (const { at, since } of gaps) {
    row += bytes.toString('utf8', from, at) + formatSince(since, now)
    from = at
  }
  row += bytes.toString('utf8', from)
  if (carries === 'Metadata') return row
  // What replaces the metadata is rare, so it is cut off again.
  const cells = row.slice(0, row.lastIndexOf(metadataMark))
  return carries === 'None' ? `${cells},"object":null}` : `${cells},"object":${JSON.stringify(conversion?.show(object) ?? object)}}`
}

/** Adds the same to bytes. */
export function writeRow(to: Bytes, resource: StoredResource, object: StoredObject, carries: RowObject, now: number): void {
  if (carries !== 'Metadata') {
    to.add(formatRow(resource, object, carries, now))
    return
  }
  const { bytes, gaps } = rowOf(resource.registered, object)
  let from = 0
  for (const { at, since } of gaps) {
    to.copy(bytes, from, at)
    to.add(formatSince(since, now))
    from = at
  }
  to.copy(bytes, from, bytes.length)
}

const metadataMark = ',"object":{"kind":"PartialObjectMetadata"'

function rowOf(kind: Kind, object: StoredObject): Row {
  const known = written.get(object)
  const bytes = known?.kind === kind ? readKept(known.text) : undefined
  if (known !== undefined && bytes !== undefined) return { bytes, gaps: known.gaps }
  const { text, gaps } = formatCells(kind, object)
  const kept = arena.keep(text)
  written.set(object, { kind, text: kept, gaps })
  return { bytes: readKept(kept) as Buffer, gaps }
}

function formatCells(kind: Kind, object: StoredObject): { readonly text: string; readonly gaps: readonly Gap[] } {
  const cells = kind.table?.row(object) ?? [object.metadata.name, object.metadata.creationTimestamp]
  const gaps: Gap[] = []
  let text = '{"cells":['
  for (const [index, cell] of cells.entries()) {
    if (index > 0) text += ','
    if (cell === null || typeof cell !== 'object') text += JSON.stringify(cell)
    else {
      text += `"${escape(cell.before)}`
      gaps.push({ at: Buffer.byteLength(text), since: Date.parse(cell.since ?? '') })
      text += `${escape(cell.after)}"`
    }
  }
  return { text: `${text}]${metadataMark},"apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(object.metadata)}}}`, gaps }
}

function escape(text: Elapsed['before'] = ''): string {
  return JSON.stringify(text).slice(1, -1)
}

// Thousands of one answer are of the same age.
let last = { passed: Number.NaN, text: '' }

function formatSince(since: number, now: number): string {
  if (Number.isNaN(since)) return '<unknown>'
  const passed = now - since
  if (passed !== last.passed) last = { passed, text: formatHumanDuration(passed) }
  return last.text
}

/** An object's metadata alone, as JSON. */
export function formatMetadata({ metadata }: KubeObject, version: string): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/${version}","metadata":${JSON.stringify(metadata)}}`
}

