import { type CustomResourceDefinition, type KubeObject, validateSubdomainName } from '../../shared/model/index.ts'
import { defaultObject, pruneObject } from './custom-defaults.ts'
import type { CustomSchema } from './custom-schema.ts'
import { validateBySchema } from './custom-validation.ts'
import { followPath, parseJsonPath, type PathStep } from './json-path.ts'
import type { Kind } from './kind.ts'
import { ageOf, type Cell, type Column } from './table.ts'

type Version = CustomResourceDefinition['spec']['versions'][number]
type PrinterColumn = NonNullable<Version['additionalPrinterColumns']>[number]

/** The kinds that a definition adds: one for each version that is served, all of them with the same objects. */
export function kindsOf(definition: CustomResourceDefinition): readonly Kind[] {
  return definition.spec.versions.filter(({ served }) => served).map((version) => buildKind(definition, version))
}

/** The version in which objects are kept. Versions are converted by their name alone. */
export function storageVersion({ spec }: CustomResourceDefinition): string {
  return `${spec.group}/${spec.versions.find(({ storage }) => storage)?.name ?? ''}`
}

function buildKind(definition: CustomResourceDefinition, version: Version): Kind {
  const { spec } = definition
  const { names } = spec
  const kept = storageVersion(definition)
  const schema = (version.schema?.openAPIV3Schema ?? {}) as CustomSchema
  const pruned: CustomSchema = spec.preserveUnknownFields === true ? { ...schema, 'x-kubernetes-preserve-unknown-fields': true } : schema
  const { status, scale } = version.subresources ?? {}
  return {
    kind: names.kind, apiVersion: `${spec.group}/${version.name}`, plural: names.plural, singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [], categories: names.categories ?? [],
    namespaced: spec.scope === 'Namespaced', nameRule: validateSubdomainName,
    withDefaults: (object) => defaultObject(pruneObject(object, pruned), schema) as KubeObject,
    prepare: (object) => (object.apiVersion === kept ? object : { ...object, apiVersion: kept }),
    validate: (object) => validateBySchema(object, schema),
    validateUpdate: () => [],
    ...(status === undefined ? {} : { initialStatus: () => undefined }),
    ...(scale === undefined ? {} : { scale }),
    generation: true,
    table: buildTable(version.additionalPrinterColumns),
    schema,
  }
}

const types = ['string', 'integer', 'number', 'boolean', 'date'] as const

function buildTable(printed: readonly PrinterColumn[] | undefined): NonNullable<Kind['table']> {
  const name: Column = { name: 'Name', type: 'string', format: 'name', priority: 0 }
  if (printed === undefined || printed.length === 0) {
    return { columns: [name, { name: 'Age', type: 'date', format: '', priority: 0 }], row: (object) => [object.metadata.name ?? '', ageOf(object)] }
  }
  const columns = printed.map((column) => {
    const path = parseJsonPath(column.jsonPath)
    return { type: column.type, path: path.ok ? path.value : undefined }
  })
  return {
    columns: [name, ...printed.map(({ name: title, type, priority = 0 }): Column => ({
      name: title, type: types.find((known) => known === type) ?? 'string', format: '', priority: priority > 0 ? 1 : 0,
    }))],
    row: (object) => [object.metadata.name ?? '', ...columns.map(({ type, path }) => cellOf(object, type, path))],
  }
}

/** What a column shows of an object; null, which kubectl writes as `<none>`, where there is nothing of its type. */
function cellOf(object: KubeObject, type: string, path: readonly PathStep[] | undefined): Cell {
  const found = path === undefined ? [] : followPath(object, path)
  const [first] = found
  if (first === undefined || first === null) return null
  switch (type) {
    case 'integer': return typeof first === 'number' ? Math.trunc(first) : null
    case 'number': return typeof first === 'number' ? first : null
    case 'boolean': return typeof first === 'boolean' ? first : null
    case 'date': return typeof first === 'string' ? { since: first } : null
    default: return found.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ')
  }
}
