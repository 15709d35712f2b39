import {
  type EndpointSlice, type FieldError, invalidField, requiredField, tooManyField, unsupportedField, validateSubdomainName,
} from '../../shared/model/index.ts'
import { checkPortName, validateProtocol } from './port.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { familyOf, validateReachable } from './ip-address.ts'
import { defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

type Endpoint = EndpointSlice['endpoints'][number]

const addressTypes = ['FQDN', 'IPv4', 'IPv6']
const most = { endpoints: 1000, addresses: 100, ports: 20_000 }
const mostShown = 3

export const endpointSlice = defineKind<EndpointSlice>({
  kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices', singular: 'endpointslice', shortNames: [],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'ports', (ports) => mapSame(ports, (port) => fill(port.name === undefined ? { ...port, name: '' } : port, { protocol: 'TCP' }))),
  validate: ({ addressType, endpoints = [], ports = [] }) => [
    ...validateAddressType(addressType),
    ...(endpoints.length > most.endpoints ? [tooManyField('endpoints', endpoints.length, most.endpoints)] : []),
    ...endpoints.flatMap((endpoint, index) => validateEndpoint(endpoint, addressType, `endpoints[${index}]`)),
    ...(ports.length > most.ports ? [tooManyField('ports', ports.length, most.ports)] : []),
    ...ports.flatMap(({ name, protocol }, index) => [
      ...(name ? checkPortName(name).map((problem) => invalidField(`ports[${index}].name`, name, problem)) : []),
      ...validateProtocol(protocol, `ports[${index}].protocol`),
    ]),
  ],
  validateUpdate: (next, current) => (next.addressType === current.addressType ? [] : [invalidField('addressType', next.addressType, 'field is immutable')]),
  generation: true,
  table: {
    columns: describeColumns('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
    row: (object) => {
      const { ports = [], endpoints = [] } = object
      const shown = [...ports.map(({ port }) => (port === undefined ? '*' : String(port)))]
      return [object.metadata.name ?? '', object.addressType, shorten(shown), shorten(endpoints.flatMap(({ addresses }) => addresses)), ageOf(object)]
    },
  },
})

function shorten(all: readonly string[]): string {
  if (all.length === 0) return '<unset>'
  return all.slice(0, mostShown).join(',') + (all.length > mostShown ? ` + ${all.length - mostShown} more...` : '')
}

function validateAddressType(type: string): readonly FieldError[] {
  if (!type) return [requiredField('addressType', '')]
  return addressTypes.includes(type) ? [] : [unsupportedField('addressType', type, addressTypes)]
}

function validateEndpoint({ addresses = [] }: Partial<Endpoint>, type: string, path: string): readonly FieldError[] {
  const at = `${path}.addresses`
  if (addresses.length === 0) return [requiredField(at, 'must contain at least 1 address')]
  if (addresses.length > most.addresses) return [tooManyField(at, addresses.length, most.addresses)]
  return addresses.flatMap((address, index) => {
    const field = `${at}[${index}]`
    if (type === 'FQDN') return validateSubdomainName(address, false).map((problem) => invalidField(field, address, problem))
    return familyOf(address) === type
      ? validateReachable(address, field)
      : [invalidField(field, address, type === 'IPv4' ? 'must be a valid IPv4 address' : 'must be a valid IPv6 address')]
  })
}
