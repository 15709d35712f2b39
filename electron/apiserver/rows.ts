import { formatHumanDuration, type KubeObject, type StoredObject } from '../../shared/model/index.ts'
import type { Column, Elapsed, Kind } from '../registry/index.ts'
import type { StoredResource } from './api-resource.ts'

/** What the row of a table carries of its object beside the cells. */
export type RowObject = 'Metadata' | 'Object' | 'None'

/** A row as JSON, cut where the time that has passed is written in. */
type RowPieces = readonly (string | { readonly since: number })[]

// An object never changes, so its row is written once; only the ages in it differ from one answer to the next.
const written = new WeakMap<StoredObject, { readonly kind: Kind; readonly pieces: RowPieces }>()

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
  let pieces = written.get(object)?.kind === registered ? written.get(object)?.pieces : undefined
  if (pieces === undefined) written.set(object, { kind: registered, pieces: (pieces = writeCells(registered, object)) })
  let row = ''
  for (const piece of pieces) row += typeof piece === 'string' ? piece : formatSince(piece.since, now)
  if (carries === 'Metadata') return `${row}}`
  // The last piece ends with the metadata; what replaces it is rare, so it is cut off again.
  const cells = row.slice(0, row.lastIndexOf(metadataMark))
  return carries === 'None' ? `${cells},"object":null}` : `${cells},"object":${JSON.stringify(conversion?.show(object) ?? object)}}`
}

const metadataMark = ',"object":{"kind":"PartialObjectMetadata"'

function writeCells(kind: Kind, object: StoredObject): RowPieces {
  const cells = kind.table?.row(object) ?? [object.metadata.name, object.metadata.creationTimestamp]
  const pieces: (string | { readonly since: number })[] = []
  let text = '{"cells":['
  for (const [index, cell] of cells.entries()) {
    if (index > 0) text += ','
    if (cell === null || typeof cell !== 'object') text += JSON.stringify(cell)
    else {
      pieces.push(`${text}"${escape(cell.before)}`, { since: Date.parse(cell.since ?? '') })
      text = `${escape(cell.after)}"`
    }
  }
  pieces.push(`${text}]${metadataMark},"apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(object.metadata)}}`)
  return pieces
}

function escape(text: Elapsed['before'] = ''): string {
  return JSON.stringify(text).slice(1, -1)
}

function formatSince(since: number, now: number): string {
  return Number.isNaN(since) ? '<unknown>' : formatHumanDuration(now - since)
}

/** An object's metadata alone, as JSON. */
export function formatMetadata({ metadata }: KubeObject, version: string): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/${version}","metadata":${JSON.stringify(metadata)}}`
}

