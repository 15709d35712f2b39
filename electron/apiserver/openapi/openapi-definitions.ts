import { type FieldFacts, findType, type GroupVersionKind, type JsonObject, META, nameOfKind, type TableType } from '../../schema/index.ts'
import { definitionName, type ServedResource } from './served-resource.ts'

const REF = '#/components/schemas/'

/** Types that have a schema of their own in OpenAPI and a letter in the table. */
export const NAMED_SCALARS: Readonly<Record<string, readonly [name: string, schema: JsonObject]>> = {
  t: [`${META}Time`, { description: 'A moment in RFC 3339, to the second.', format: 'date-time', type: 'string' }],
  m: [`${META}MicroTime`, { description: 'A moment in RFC 3339, to the microsecond.', format: 'date-time', type: 'string' }],
  q: ['io.k8s.apimachinery.pkg.api.resource.Quantity', {
    description: 'A fixed-point number with a unit, such as 500m, 1.5, 128Mi or 12e6.', oneOf: [{ type: 'string' }, { type: 'number' }],
  }],
  x: ['io.k8s.apimachinery.pkg.util.intstr.IntOrString', {
    description: 'A number or a string, such as 8080, "http" or "25%".', format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }],
  }],
}

export const SCALARS: Readonly<Record<string, JsonObject>> = {
  s: { type: 'string' }, b: { type: 'boolean' }, i: { type: 'integer', format: 'int32' }, l: { type: 'integer', format: 'int64' },
  n: { type: 'number', format: 'double' }, y: { type: 'string', format: 'byte' }, '*': { type: 'object' },
}

/** The facts of a field that OpenAPI tells, under their names there. */
export function extensionsOf(facts: FieldFacts | undefined): readonly (readonly [name: string, value: unknown])[] {
  if (facts === undefined) return []
  const all = [
    ['x-kubernetes-patch-merge-key', facts.mk], ['x-kubernetes-patch-strategy', facts.ps],
    ['x-kubernetes-list-type', facts.lt], ['x-kubernetes-list-map-keys', facts.lk], ['x-kubernetes-map-type', facts.mt],
  ] as const
  return all.filter(([, value]) => value !== undefined)
}

export function kindExtension({ group, version, kind }: GroupVersionKind): JsonObject {
  return { 'x-kubernetes-group-version-kind': [{ group, kind, version }] }
}

/** Definition name of a served kind. */
export function definitionOf(kind: GroupVersionKind): string {
  return nameOfKind(kind) ?? definitionName(kind)
}

/** The names of every type that these reach, themselves included. */
export function collectTypes(names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    for (const [type] of Object.values(findType(name)?.f ?? {})) {
      const core = type.replace(/^[[{]+/, '')
      const target = core.startsWith('#') ? core.slice(1) : NAMED_SCALARS[core]?.[0]
      if (target !== undefined) queue.push(target)
    }
  }
  return found
}

/** OpenAPI v3 schemas of all these types, by name; custom resources bring their own. */
export function buildComponents(names: ReadonlySet<string>, resources: readonly ServedResource[]): JsonObject {
  const scalars = new Map(Object.values(NAMED_SCALARS))
  const custom = new Map(resources.filter((resource) => nameOfKind(resource) === undefined).flatMap(buildCustom))
  return Object.fromEntries([...names].toSorted().flatMap((name) => {
    const type = findType(name)
    const schema = type === undefined ? scalars.get(name) ?? custom.get(name) : buildComponent(type)
    return schema === undefined ? [] : [[name, schema]]
  }))
}

function buildCustom(resource: ServedResource): readonly (readonly [string, JsonObject])[] {
  const name = definitionOf(resource)
  const list = { ...resource, kind: `${resource.kind}List` }
  const properties = {
    apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { allOf: [{ $ref: `${REF}${META}ListMeta` }] },
    items: { type: 'array', items: { allOf: [{ $ref: REF + name }] } },
  }
  return [
    [name, { ...(resource.schema ?? { type: 'object' }), ...kindExtension(resource) }],
    [definitionOf(list), { type: 'object', required: ['items'], properties, ...kindExtension(list) }],
  ]
}

function buildComponent({ d, f, k, x }: TableType): JsonObject {
  const fields = Object.entries(f)
  const required = fields.filter(([, row]) => row[2] === 1).map(([field]) => field)
  return {
    description: d,
    ...(fields.length === 0 ? {} : { type: 'object', properties: Object.fromEntries(fields.map(([field, row]) => [field, buildProperty(...row)])) }),
    ...(required.length === 0 ? {} : { required }),
    ...x,
    ...(k === undefined ? {} : kindExtension({ group: k[0], version: k[1], kind: k[2] })),
  }
}

function buildProperty(type: string, description: string, _required: number, facts?: FieldFacts): JsonObject {
  const extra = {
    ...(description === '' ? {} : { description }),
    ...(facts?.def === undefined ? {} : { default: facts.def }),
    ...Object.fromEntries(extensionsOf(facts)),
  }
  if (facts?.e === undefined) return wrap(buildType(type), extra)
  if (type.startsWith('[')) return { type: 'array', items: { ...buildType(type.slice(1)), enum: facts.e }, ...extra }
  return { ...buildType(type), enum: facts.e, ...extra }
}

function buildType(type: string): JsonObject {
  const rest = type.slice(1)
  switch (type.charAt(0)) {
    case '[': return { type: 'array', items: wrap(buildType(rest), {}) }
    case '{': return { type: 'object', additionalProperties: wrap(buildType(rest), {}) }
    case '#': return { $ref: REF + rest }
    default: return NAMED_SCALARS[type] === undefined ? SCALARS[type] ?? {} : { $ref: REF + NAMED_SCALARS[type][0] }
  }
}

// OpenAPI 3.0 allows nothing beside $ref, so the API server wraps it in allOf.
function wrap(schema: JsonObject, extra: JsonObject): JsonObject {
  return '$ref' in schema ? { ...extra, allOf: [schema] } : { ...schema, ...extra }
}

export function refTo(name: string): JsonObject {
  return { $ref: REF + name }
}
