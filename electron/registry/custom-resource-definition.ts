import {
  checkDns1035Label, checkDns1123Subdomain, type CustomResourceDefinition, type FieldError, type GoText, invalidField, requiredField, unsupportedField,
  validateSubdomainName,
} from '../../shared/model/index.ts'
import { findRules, warnOfRules } from './custom-rules.ts'
import { validateSchemaShape } from './custom-schema-shape.ts'
import { changeField, fill } from './fill.ts'
import { parseJsonPath } from './json-path.ts'
import { defineKind } from './kind.ts'

type Spec = CustomResourceDefinition['spec']
type Version = Spec['versions'][number]
type Names = Spec['names']

const scopes = ['Cluster', 'Namespaced']
const columnTypes = ['boolean', 'date', 'integer', 'number', 'string']
const approval = 'api-approved.kubernetes.io'
/** Upstream shows the versions as Go has them in memory. */
const elidedVersions: GoText = { goText: '[]apiextensions.CustomResourceDefinitionVersion{...}' }

export const customResourceDefinition = defineKind<CustomResourceDefinition>({
  kind: 'CustomResourceDefinition', apiVersion: 'apiextensions.k8s.io/v1', plural: 'customresourcedefinitions', singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'], categories: ['api-extensions'],
  namespaced: false, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => {
    const { kind = '' }: Partial<Names> = spec.names ?? {}
    const named = changeField(spec, 'names', (names) => (kind === '' ? names : fill(names, { listKind: `${kind}List`, singular: kind.toLowerCase() })))
    return fill(named, { conversion: { strategy: 'None' } })
  }),
  validate: ({ metadata, spec }) => validateDefinition(metadata, spec),
  validateUpdate: (next, current) => [
    ...frozen('spec.group', next, current, ({ group }) => group),
    ...frozen('spec.names.plural', next, current, ({ names }) => names?.plural),
    ...frozen('spec.scope', next, current, ({ scope }) => scope),
    ...frozen('spec.names.kind', next, current, ({ names }) => names?.kind),
  ],
  warn: ({ spec }) => spec.versions.flatMap(({ schema }, index) => findRules(schema?.openAPIV3Schema, `spec.versions[${index}].schema.openAPIV3Schema`).map(warnOfRules)),
  // What becomes of the names depends on the other definitions, so the cluster says it.
  initialStatus: () => ({}),
  generation: true,
})

function frozen(path: string, next: CustomResourceDefinition, current: CustomResourceDefinition, read: (spec: Partial<Spec>) => string | undefined): readonly FieldError[] {
  const [after, before] = [next, current].map(({ spec }: Partial<CustomResourceDefinition>) => read(spec ?? {}))
  return after === before ? [] : [invalidField(path, after ?? '', 'field is immutable')]
}

function validateDefinition(metadata: CustomResourceDefinition['metadata'], spec: Partial<Spec> | undefined): readonly FieldError[] {
  const { group = '', scope = '', versions = [], names }: Partial<Spec> = spec ?? {}
  const { name = '', annotations = {} } = metadata
  const isOurs = /(^|\.)(k8s|kubernetes)\.io$/.test(group)
  return [
    ...(name === `${names?.plural ?? ''}.${group}` ? [] : [invalidField('metadata.name', name, 'must be spec.names.plural+"."+spec.group')]),
    ...validateGroup(group),
    ...(scope === '' ? [requiredField('spec.scope', '')] : scopes.includes(scope) ? [] : [unsupportedField('spec.scope', scope, scopes)]),
    ...validateVersions(versions),
    ...validateNames(names),
    ...(isOurs && annotations[approval] === undefined
      ? [requiredField(`metadata.annotations[${approval}]`, `protected groups must have approval annotation "${approval}", see https://github.com/kubernetes/enhancements/pull/1111`)]
      : []),
  ]
}

function validateGroup(group: string): readonly FieldError[] {
  if (group === '') return [requiredField('spec.group', '')]
  const problems = checkDns1123Subdomain(group)
  if (problems.length > 0) return [invalidField('spec.group', group, problems.join(','))]
  return group.includes('.') ? [] : [invalidField('spec.group', group, 'should be a domain with at least one dot')]
}

function validateVersions(versions: readonly Version[]): readonly FieldError[] {
  const path = 'spec.versions'
  const names = new Set(versions.map(({ name }) => name))
  return [
    ...versions.flatMap((version, index) => validateVersion(version, `${path}[${index}]`)),
    ...(names.size === versions.length ? [] : [invalidField(path, elidedVersions, 'must contain unique version names')]),
    ...(versions.filter(({ storage }) => storage).length === 1 ? [] : [invalidField(path, elidedVersions, 'must have exactly one version marked as storage version')]),
  ]
}

function validateVersion({ name = '', schema, additionalPrinterColumns = [], subresources }: Partial<Version>, at: string): readonly FieldError[] {
  const problems = checkDns1035Label(name)
  const root = schema?.openAPIV3Schema
  const { scale } = subresources ?? {}
  return [
    ...(problems.length === 0 ? [] : [invalidField(`${at}.name`, name, problems.join(','))]),
    ...(root === undefined ? [requiredField(`${at}.schema.openAPIV3Schema`, 'schemas are required')] : validateSchemaShape(root, `${at}.schema.openAPIV3Schema`)),
    ...additionalPrinterColumns.flatMap((column, index) => validateColumn(column, `${at}.additionalPrinterColumns[${index}]`)),
    ...(scale === undefined ? [] : [
      ...validateScalePath(scale.specReplicasPath, '.spec', `${at}.subresources.scale.specReplicasPath`),
      ...validateScalePath(scale.statusReplicasPath, '.status', `${at}.subresources.scale.statusReplicasPath`),
    ]),
  ]
}

function validateColumn({ name, type, jsonPath }: NonNullable<Version['additionalPrinterColumns']>[number], at: string): readonly FieldError[] {
  const path = parseJsonPath(jsonPath ?? '')
  return [
    ...(name ? [] : [requiredField(`${at}.name`, '')]),
    ...(type ? (columnTypes.includes(type) ? [] : [unsupportedField(`${at}.type`, type, ['integer', 'number', 'string', 'boolean', 'date'])]) : [requiredField(`${at}.type`, '')]),
    ...(jsonPath ? (path.ok ? [] : [invalidField(`${at}.jsonPath`, jsonPath, `is an invalid path: ${path.error}`)]) : [requiredField(`${at}.jsonPath`, '')]),
  ]
}

function validateScalePath(path: string | undefined, root: string, field: string): readonly FieldError[] {
  if (!path) return [requiredField(field, '')]
  return path.startsWith(`${root}.`) ? [] : [invalidField(field, path, `should be a json path under ${root}`)]
}

function validateNames(names: Partial<Names> | undefined): readonly FieldError[] {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [] } = names ?? {}
  const label = (value: string, path: string, hint = ''): readonly FieldError[] => {
    const problems = checkDns1035Label(hint === '' ? value : value.toLowerCase())
    return problems.length === 0 ? [] : [invalidField(path, value, hint + problems.join(','))]
  }
  const mixed = 'may have mixed case, but should otherwise match: '
  return [
    ...(plural === '' ? [requiredField('spec.names.plural', '')] : label(plural, 'spec.names.plural')),
    ...(singular === '' ? [] : label(singular, 'spec.names.singular')),
    ...(kind === '' ? [requiredField('spec.names.kind', '')] : label(kind, 'spec.names.kind', mixed)),
    ...(listKind === '' ? [] : label(listKind, 'spec.names.listKind', mixed)),
    ...shortNames.flatMap((name, index) => label(name, `spec.names.shortNames[${index}]`)),
    ...(kind !== '' && kind === listKind ? [invalidField('spec.names.listKind', listKind, 'kind and listKind may not be the same')] : []),
  ]
}
