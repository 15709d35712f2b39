import { checkDns1123Label, type Endpoints, type FieldError, invalidField, requiredField, validateSubdomainName } from '../../shared/model/index.ts'
import { validateName } from './part-name.ts'
import { validatePortNumber, validateProtocol } from './port.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { validateAddress, validateReachable } from './ip-address.ts'
import { allowAll, defineKind } from './kind.ts'
import { ageOf, describeColumns } from './table.ts'

type Subset = NonNullable<Endpoints['subsets']>[number]
type Address = NonNullable<Subset['addresses']>[number]

const mostShown = 3

export const endpoints = defineKind<Endpoints>({
  kind: 'Endpoints', apiVersion: 'v1', plural: 'endpoints', singular: 'endpoints', shortNames: ['ep'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'subsets', (subsets) =>
    mapSame(subsets, (subset) => changeField(subset, 'ports', (ports) => mapSame(ports, (port) => fill(port, { protocol: 'TCP' }))))),
  validate: ({ subsets = [] }) => subsets.flatMap((subset, index) => validateSubset(subset, `subsets[${index}]`)),
  validateUpdate: allowAll,
  table: {
    columns: describeColumns('Name', 'Endpoints', 'Age'),
    row: (object) => [object.metadata.name ?? '', formatEndpoints(object), ageOf(object)],
  },
})

function validateSubset({ addresses = [], notReadyAddresses = [], ports = [] }: Subset, path: string): readonly FieldError[] {
  return [
    ...(addresses.length + notReadyAddresses.length === 0 ? [requiredField(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
    ...addresses.flatMap((address, index) => validateEndpoint(address, `${path}.addresses[${index}]`)),
    ...notReadyAddresses.flatMap((address, index) => validateEndpoint(address, `${path}.notReadyAddresses[${index}]`)),
    ...ports.flatMap((port, index) => {
      const at = `${path}.ports[${index}]`
      const named = port.name || ports.length > 1 ? validateName(port.name ?? '', `${at}.name`) : []
      return [...named, ...validatePortNumber(port.port, `${at}.port`), ...validateProtocol(port.protocol, `${at}.protocol`)]
    }),
  ]
}

function validateEndpoint({ ip = '', hostname = '', nodeName }: Partial<Address>, path: string): readonly FieldError[] {
  const wrong = validateAddress(ip, `${path}.ip`)
  return [
    ...wrong,
    ...(hostname === '' ? [] : checkDns1123Label(hostname).map((problem) => invalidField(`${path}.hostname`, hostname, problem))),
    ...(nodeName === undefined ? [] : validateSubdomainName(nodeName, false).map((problem) => invalidField(`${path}.nodeName`, nodeName, problem))),
    ...(wrong.length > 0 ? [] : validateReachable(ip, `${path}.ip`)),
  ]
}

function formatEndpoints({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>'
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    (ports.length === 0 ? addresses.map(({ ip }) => ip) : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`))))
  const more = all.length > mostShown ? ` + ${all.length - mostShown} more...` : ''
  return all.slice(0, mostShown).join(',') + more
}
