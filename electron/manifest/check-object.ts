import { marshalJson } from '../../shared/model/index.ts'
import { childOf, type PlacedMessage, type SourceNode, type Value } from './source-node.ts'

/** What keeps a document from being an object at all, in the words of kubectl's decoder. */
export function checkObject(root: SourceNode): readonly PlacedMessage[] {
  if (root.entries === undefined) {
    return [{ message: `${describeMismatch(root.value)} value of type unstructured.detector. A manifest is a mapping with apiVersion, kind and metadata`, offset: root.start }]
  }
  const errors: PlacedMessage[] = []
  const kind = childOf(root, 'kind')
  if (typeof kind?.value !== 'string' || kind.value === '') {
    errors.push({ message: `Object 'Kind' is missing in '${shorten(marshalJson(root.value))}'`, offset: kind?.start ?? root.start })
  }
  const apiVersion = childOf(root, 'apiVersion')
  if (isAbsent(apiVersion) || apiVersion?.value === '') errors.push({ message: 'apiVersion not set', offset: apiVersion?.start ?? root.start })
  else checkType(apiVersion, 'string', 'metadataOnlyObject.apiVersion of type string', errors)
  return [...errors, ...checkMetadata(root)]
}

function checkMetadata(root: SourceNode): readonly PlacedMessage[] {
  const errors: PlacedMessage[] = []
  const metadata = childOf(root, 'metadata')
  if (!isAbsent(metadata)) checkType(metadata, 'object', 'metadataOnlyObject.metadata of type v1.ObjectMeta', errors)
  for (const field of ['name', 'generateName', 'namespace']) checkType(childOf(metadata, field), 'string', `ObjectMeta.metadata.${field} of type string`, errors)
  for (const field of ['labels', 'annotations']) {
    const map = childOf(metadata, field)
    checkType(map, 'object', `ObjectMeta.metadata.${field} of type map[string]string`, errors)
    for (const { node } of map?.entries?.values() ?? []) checkType(node, 'string', `ObjectMeta.metadata.${field} of type string`, errors)
  }
  if (errors.length === 0 && isEmpty(childOf(metadata, 'name')) && isEmpty(childOf(metadata, 'generateName'))) {
    errors.push({ message: 'resource name may not be empty', offset: root.entries?.get('metadata')?.keyStart ?? root.start })
  }
  return errors
}

function isAbsent(node: SourceNode | undefined): boolean {
  return node === undefined || node.value === null
}

function isEmpty(node: SourceNode | undefined): boolean {
  return isAbsent(node) || node?.value === ''
}

function checkType(node: SourceNode | undefined, wanted: 'string' | 'object', field: string, errors: PlacedMessage[]): void {
  if (node === undefined || node.value === null || goType(node.value) === wanted) return
  const hint = wanted === 'string' && node.entries === undefined && node.items === undefined ? '. Put the value in quotes to make it a string' : ''
  errors.push({ message: `${describeMismatch(node.value)} struct field ${field}${hint}`, offset: node.start })
}

/** The type of a value as Go's JSON decoder names it. */
export function goType(value: Value): 'array' | 'object' | 'string' | 'number' | 'bool' | 'null' {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'object' ? 'object' : typeof value === 'number' ? 'number' : 'string'
}

function describeMismatch(value: Value): string {
  return `json: cannot unmarshal ${goType(value)} into Go`
}

/** kubectl prints the whole object; what is long is cut, and with it what ought not to be in an error. */
function shorten(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}...` : text
}
