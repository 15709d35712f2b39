import type { StoredObject } from '../../shared/model/index.ts'
import type { StoredResource } from './api-resource.ts'
import type { Representation } from './media-types.ts'
import { columnsOf, formatMetadata, formatRow, type RowObject } from './rows.ts'

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
    case 'Object': return JSON.stringify(object)
    case 'Metadata': return formatMetadata(object, representation.version)
    case 'Table': return encodeTable({ representation, resource, carries }, { resourceVersion: object.metadata.resourceVersion }, [object], now, true)
  }
}

/** A table as JSON. In a watch only the first has columns. */
export function encodeTable(
  { representation, resource, carries }: Encoding, metadata: object, objects: readonly StoredObject[], now: number, withColumns: boolean,
): string {
  return openTable(representation, resource, metadata, withColumns) + objects.map((object) => formatRow(resource.registered, object, carries, now)).join(',') + ']}'
}

function openTable({ version }: Representation, resource: StoredResource, metadata: object, withColumns: boolean): string {
  const columns = withColumns ? JSON.stringify(columnsOf(resource.registered)) : 'null'
  return `{"kind":"Table","apiVersion":"meta.k8s.io/${version}","metadata":${JSON.stringify(metadata)},"columnDefinitions":${columns},"rows":[`
}

interface ListPieces {
  readonly open: string
  readonly item: (object: StoredObject) => string
}

/** A list in pieces: `open`, the items with commas between, `]}`. */
export function encodeList({ representation, resource, carries }: Encoding, metadata: object, now: number): ListPieces {
  switch (representation.as) {
    case 'Table': {
      return { open: openTable(representation, resource, metadata, true), item: (object) => formatRow(resource.registered, object, carries, now) }
    }
    case 'Metadata': {
      const open = `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/${representation.version}","metadata":${JSON.stringify(metadata)},"items":[`
      return { open, item: (object) => formatMetadata(object, representation.version) }
    }
    case 'Object': {
      const { kind, apiVersion } = resource.registered
      const open = `{"kind":"${kind}List","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[`
      // Items of a list do not repeat its kind.
      return { open, item: ({ kind: _kind, apiVersion: _version, ...rest }) => JSON.stringify(rest) }
    }
  }
}
