import type { StoredObject } from '../../shared/model/index.ts'
import { formatGroupVersion } from '../schema/index.ts'
import type { StoredResource } from './api-resource.ts'
import { createArena, type Kept, readKept } from './arena.ts'
import type { Bytes } from './bytes.ts'
import type { Representation } from './media-types.ts'
import { columnsOf, formatMetadata, formatRow, type RowObject, writeRow } from './rows.ts'

/** How the objects of one answer are written. */
export interface Encoding {
  readonly representation: Representation
  /** Of a table's rows. */
  readonly carries: RowObject
  readonly resource: StoredResource
}

export function readEncoding(representation: Representation, query: URLSearchParams, resource: StoredResource): Encoding {
  const asked = query.get('includeObject')
  return { representation, carries: asked === 'Object' || asked === 'None' ? asked : 'Metadata', resource }
}

export function encodeObject({ representation, resource, carries }: Encoding, object: StoredObject, now: number): string {
  switch (representation.as) {
    case 'Object': return JSON.stringify(shown(resource, object))
    case 'Metadata': return formatMetadata(object, representation.version)
    case 'Table': return encodeTable({ representation, resource, carries }, { resourceVersion: object.metadata.resourceVersion }, [object], now, true)
  }
}

/** A table as JSON. In a watch only the first has columns. */
export function encodeTable(
  { representation, resource, carries }: Encoding, metadata: object, objects: readonly StoredObject[], now: number, withColumns: boolean,
): string {
  return openTable(representation, resource, metadata, withColumns) + objects.map((object) => formatRow(resource, object, carries, now)).join(',') + ']}'
}

function openTable({ version }: Representation, resource: StoredResource, metadata: object, withColumns: boolean): string {
  const columns = withColumns ? JSON.stringify(columnsOf(resource.registered)) : 'null'
  return `{"kind":"Table","apiVersion":"meta.k8s.io/${version}","metadata":${JSON.stringify(metadata)},"columnDefinitions":${columns},"rows":[`
}

// Objects as all who watch the same change get them: each is written once.
const watched = new WeakMap<StoredObject, Kept>()
const arena = createArena(32, 1024 * 1024)

/** Adds an object as a watch shows it. Of a table's, only the first event has columns. */
export function writeWatched(bytes: Bytes, encoding: Encoding, object: StoredObject, now: number, withColumns: boolean): void {
  const { representation, resource, carries } = encoding
  if (representation.as === 'Table') {
    bytes.add(openTable(representation, resource, { resourceVersion: object.metadata.resourceVersion }, withColumns))
    writeRow(bytes, resource, object, carries, now)
    bytes.add(']}')
  } else if (representation.as === 'Metadata' || resource.conversion !== undefined) bytes.add(encodeObject(encoding, object, now))
  else {
    const known = watched.get(object)
    const kept = known === undefined ? undefined : readKept(known)
    const text = kept ?? keepWatched(object)
    bytes.copy(text, 0, text.length)
  }
}

function keepWatched(object: StoredObject): Buffer {
  const kept = arena.keep(JSON.stringify(object))
  watched.set(object, kept)
  return readKept(kept) as Buffer
}

/** An object as it is kept, in the version in which it is served. */
function shown({ conversion }: StoredResource, object: StoredObject): StoredObject {
  return conversion?.show(object) ?? object
}

interface ListPieces {
  readonly open: string
  readonly write: (bytes: Bytes, object: StoredObject) => void
}

/** A list in pieces: `open`, the items with commas between, `]}`. */
export function encodeList({ representation, resource, carries }: Encoding, metadata: object, now: number): ListPieces {
  switch (representation.as) {
    case 'Table': {
      return { open: openTable(representation, resource, metadata, true), write: (bytes, object) => writeRow(bytes, resource, object, carries, now) }
    }
    case 'Metadata': {
      const open = `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/${representation.version}","metadata":${JSON.stringify(metadata)},"items":[`
      return { open, write: (bytes, object) => bytes.add(formatMetadata(object, representation.version)) }
    }
    case 'Object': {
      const open = `{"kind":"${resource.kind}List","apiVersion":"${formatGroupVersion(resource)}","metadata":${JSON.stringify(metadata)},"items":[`
      // Items of a list of a built-in kind do not repeat it.
      return {
        open,
        write: (bytes, object) => {
          const { kind: _kind, apiVersion: _version, ...rest } = shown(resource, object)
          bytes.add(JSON.stringify(rest))
        },
      }
    }
  }
}
