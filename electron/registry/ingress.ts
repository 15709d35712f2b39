import {
  checkDns1123Subdomain, describeFormat, type FieldError, type GoText, type Ingress, invalidField, requiredField, unsupportedField, validateServiceName,
  validateSubdomainName,
} from '../../shared/model/index.ts'
import { checkPortName, validatePortNumber } from './port.ts'
import { familyOf } from './ip-address.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns, orNone } from './table.ts'

type Spec = NonNullable<Ingress['spec']>
type Rule = NonNullable<Spec['rules']>[number]
type Path = NonNullable<Rule['http']>['paths'][number]
type Backend = NonNullable<Spec['defaultBackend']>

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix']
const mostHosts = 3
const noRules: GoText = { goText: '[]networking.IngressRule(nil)' }

export const ingress = defineKind<Ingress>({
  kind: 'Ingress', apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', singular: 'ingress', shortNames: ['ing'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ spec = {} }) => validateSpec(spec),
  validateUpdate: () => [],
  initialStatus: () => ({ loadBalancer: {} }),
  generation: true,
  table: {
    columns: describeColumns('Name', 'Class', 'Hosts', 'Address', 'Ports', 'Age'),
    row: (object) => {
      const { metadata, spec = {}, status } = object
      const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || (hostname ?? '')).filter((address) => address !== '')
      return [
        metadata.name ?? '', orNone(spec.ingressClassName ?? metadata.annotations?.['kubernetes.io/ingress.class']), formatHosts(spec.rules),
        addresses.join(','), (spec.tls ?? []).length > 0 ? '80, 443' : '80', ageOf(object),
      ]
    },
  },
})

function formatHosts(rules: readonly Rule[] = []): string {
  const hosts = rules.map(({ host }) => host ?? '').filter((host) => host !== '')
  if (hosts.length === 0) return '*'
  return hosts.slice(0, mostHosts).join(',') + (hosts.length > mostHosts ? ` + ${hosts.length - mostHosts} more...` : '')
}

function validateSpec({ defaultBackend, rules = [], tls = [], ingressClassName }: Spec): readonly FieldError[] {
  return [
    ...(rules.length === 0 && defaultBackend === undefined ? [invalidField('spec', noRules, 'either `defaultBackend` or `rules` must be specified')] : []),
    ...(defaultBackend === undefined ? [] : validateBackend(defaultBackend, 'spec.defaultBackend')),
    ...rules.flatMap((rule, index) => validateRule(rule, `spec.rules[${index}]`)),
    ...tls.flatMap(({ hosts = [], secretName = '' }, index) => [
      ...hosts.flatMap((host, place) => checkHost(host).map((problem) => invalidField(`spec.tls[${index}].hosts[${place}]`, host, problem))),
      ...(secretName === '' ? [] : validateSubdomainName(secretName, false).map((problem) => invalidField(`spec.tls[${index}].secretName`, secretName, problem))),
    ]),
    ...(ingressClassName === undefined ? [] : validateSubdomainName(ingressClassName, false).map((problem) => invalidField('spec.ingressClassName', ingressClassName, problem))),
  ]
}

const wildcardFormat = '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'
const wildcardProblem = "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case "
  + "alphanumeric characters, '-' or '.' and end with an alphanumeric character"

function checkHost(host: string): readonly string[] {
  if (!host.includes('*')) return checkDns1123Subdomain(host)
  return new RegExp(`^${wildcardFormat}$`).test(host) ? [] : [describeFormat(wildcardProblem, wildcardFormat, ['*.example.com'])]
}

function validateRule({ host = '', http }: Rule, at: string): readonly FieldError[] {
  const paths = http?.paths ?? []
  return [
    ...(familyOf(host) === undefined ? [] : [invalidField(`${at}.host`, host, 'must be a DNS name, not an IP address')]),
    ...(host === '' || familyOf(host) !== undefined ? [] : checkHost(host).map((problem) => invalidField(`${at}.host`, host, problem))),
    ...(http !== undefined && paths.length === 0 ? [requiredField(`${at}.http.paths`, '')] : []),
    ...paths.flatMap((path, index) => validatePath(path, `${at}.http.paths[${index}]`)),
  ]
}

const wrongSequences = ['//', '/./', '/../', '%2f', '%2F']
const wrongEnds = ['/..', '/.']

function validatePath({ path = '', pathType, backend }: Partial<Path>, at: string): readonly FieldError[] {
  const errors: FieldError[] = []
  const isExact = pathType === 'Exact' || pathType === 'Prefix'
  if (!pathType) errors.push(requiredField(`${at}.pathType`, 'pathType must be specified'))
  else if (!pathTypes.includes(pathType)) errors.push(unsupportedField(`${at}.pathType`, pathType, pathTypes))
  else if (!path.startsWith('/') && (isExact || path !== '')) errors.push(invalidField(`${at}.path`, path, 'must be an absolute path'))
  if (isExact) {
    errors.push(...wrongSequences.filter((sequence) => path.includes(sequence)).map((sequence) => invalidField(`${at}.path`, path, `must not contain '${sequence}'`)))
    errors.push(...wrongEnds.filter((end) => path.endsWith(end)).map((end) => invalidField(`${at}.path`, path, `cannot end with '${end}'`)))
  }
  return [...errors, ...validateBackend(backend ?? {}, `${at}.backend`)]
}

function validateBackend({ resource, service }: Backend, at: string): readonly FieldError[] {
  if (resource !== undefined && service !== undefined) return [invalidField(at, '', 'cannot set both resource and service backends')]
  if (resource !== undefined) {
    return [
      ...(resource.kind ? [] : [requiredField(`${at}.resource.kind`, '')]),
      ...(resource.name ? [] : [requiredField(`${at}.resource.name`, '')]),
    ]
  }
  if (service === undefined) return [invalidField(at, '', 'resource or service backend is required')]
  const { name = '', port: { name: portName = '', number = 0 } = {} } = service as Partial<typeof service>
  return [
    ...(name === '' ? [requiredField(`${at}.service.name`, '')] : validateServiceName(name, false).map((problem) => invalidField(`${at}.service.name`, name, problem))),
    ...validateBackendPort(portName, number, at),
  ]
}

function validateBackendPort(name: string, number: number, at: string): readonly FieldError[] {
  if (name !== '' && number !== 0) return [invalidField(at, '', 'cannot set both port name & port number')]
  if (name !== '') return checkPortName(name).map((problem) => invalidField(`${at}.service.port.name`, name, problem))
  return number === 0 ? [requiredField(at, 'port name or number is required')] : validatePortNumber(number, `${at}.service.port.number`)
}
