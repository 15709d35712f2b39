import { notAcceptable } from '../../shared/status/index.ts'

export interface MediaType {
  /** `application/json`, in small letters. */
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
}

/** Media types of an Accept or Content-Type header, in the order written. */
export function parseMediaTypes(header: string): readonly MediaType[] {
  return header.split(',').flatMap((text) => {
    const [name = '', ...parameters] = text.split(';').map((part) => part.trim())
    if (name === '') return []
    const pairs = parameters.flatMap((parameter) => {
      const at = parameter.indexOf('=')
      return at < 1 ? [] : [[parameter.slice(0, at).toLowerCase(), parameter.slice(at + 1)] as const]
    })
    return [{ name: name.toLowerCase(), parameters: new Map(pairs) }]
  })
}

/** How a client wants objects: as they are, as a table's rows, or their metadata alone. */
export interface Representation {
  readonly as: 'Object' | 'Table' | 'Metadata'
  /** Of the meta.k8s.io group, for tables and metadata. */
  readonly version: string
}

const asWords: Readonly<Record<string, Representation['as']>> = { Table: 'Table', PartialObjectMetadata: 'Metadata', PartialObjectMetadataList: 'Metadata' }

const jsonNames: readonly string[] = ['application/json', '*/*', 'application/*']
const yaml = 'application/yaml'

/** The first representation in an Accept header that is served; a watch is not served as YAML. Throws NotAcceptable when none is. */
export function negotiate(accept: string | null, watch = false): Representation {
  const types = parseMediaTypes(accept ?? '')
  if (types.length === 0) return { as: 'Object', version: 'v1' }
  for (const { name, parameters } of types) {
    if (!jsonNames.includes(name) && (name !== yaml || watch)) continue
    const word = parameters.get('as')
    if (word === undefined) return { as: 'Object', version: 'v1' }
    const [as, version = ''] = [Object.hasOwn(asWords, word) ? asWords[word] : undefined, parameters.get('v')]
    if (as !== undefined && parameters.get('g') === 'meta.k8s.io' && (version === 'v1' || version === 'v1beta1')) return { as, version }
  }
  throw notAcceptable(watch ? ['application/json'] : ['application/json', yaml])
}

/** Whether a client wants YAML rather than JSON. */
export function prefersYaml(accept: string | null): boolean {
  const [first] = parseMediaTypes(accept ?? '').filter(({ name }) => name === yaml || jsonNames.includes(name))
  return first?.name === yaml
}

/** Whether a client asks for discovery in one document, and in which version of it. */
export function wantsAggregated(accept: string | null): string | undefined {
  for (const { name, parameters } of parseMediaTypes(accept ?? '')) {
    if (name !== 'application/json') continue
    if (parameters.get('as') !== 'APIGroupDiscoveryList') return undefined
    const version = parameters.get('v')
    if (parameters.get('g') === 'apidiscovery.k8s.io' && (version === 'v2' || version === 'v2beta1')) return version
  }
  return undefined
}
