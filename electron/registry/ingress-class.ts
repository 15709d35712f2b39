import { checkDns1123Subdomain, type FieldError, type IngressClass, invalidField, requiredField, tooLongField, validateSubdomainName } from '../../shared/model/index.ts'
import { changeField, fill } from './fill.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

const longestController = 250

export const ingressClass = defineKind<IngressClass>({
  kind: 'IngressClass', apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', singular: 'ingressclass', shortNames: [],
  namespaced: false, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => changeField(spec, 'parameters', (parameters) => fill(parameters, { scope: 'Cluster' }))),
  validate: ({ spec }) => validateController(spec?.controller ?? ''),
  validateUpdate: (next, current) =>
    (next.spec?.controller === current.spec?.controller ? [] : [invalidField('spec.controller', next.spec?.controller ?? '', 'field is immutable')]),
  generation: true,
  table: {
    columns: describeColumns('Name', 'Controller', 'Parameters', 'Age'),
    row: (object) => {
      const { apiGroup, kind, name } = object.spec?.parameters ?? {}
      const parameters = kind === undefined ? '<none>' : `${kind}${apiGroup ? `.${apiGroup}` : ''}/${name ?? ''}`
      return [object.metadata.name ?? '', object.spec?.controller ?? '', parameters, ageOf(object)]
    },
  },
})

function validateController(controller: string): readonly FieldError[] {
  const path = 'spec.controller'
  if (controller === '') return [requiredField(path, '')]
  const [domain = '', ...rest] = controller.split('/')
  const segment = rest.join('/')
  const wrong = rest.length === 0 || domain === '' || segment === ''
    ? ['must be a domain-prefixed path (such as "acme.io/foo")']
    : [
      ...checkDns1123Subdomain(domain),
      ...(/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(segment) ? [] : ["Invalid path (e.g. 'path/to/resource', regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')"]),
    ]
  return [...(controller.length > longestController ? [tooLongField(path, longestController)] : []), ...wrong.map((problem) => invalidField(path, controller, problem))]
}
