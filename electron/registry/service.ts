import {
  duplicateField, type FieldError, invalidField, requiredField, type Service, unsupportedField, validateLabels, validateServiceName,
} from '../../shared/model/index.ts'
import { validateName } from './part-name.ts'
import { checkPortName, validatePortNumber, validateProtocol } from './port.ts'
import { equalValues } from './equal.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { defineKind } from './kind.ts'
import { serviceTable } from './service-table.ts'

type Spec = NonNullable<Service['spec']>
type Port = NonNullable<Spec['ports']>[number]

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const nodePorts = { first: 30000, last: 32767 }

/** The cluster gives clusterIP and nodePorts; defaults only say what is wanted. */
export const service = defineKind<Service>({
  kind: 'Service', apiVersion: 'v1', plural: 'services', singular: 'service', shortNames: ['svc'], categories: ['all'],
  namespaced: true, nameRule: validateServiceName,
  withDefaults: (object) => changeField(fill(object, { spec: {} }), 'spec', defaultSpec),
  validate: ({ spec = {} }) => [
    ...validatePorts(spec, 'spec.ports'),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...(types.includes(spec.type ?? '') ? [] : [unsupportedField('spec.type', spec.type, types)]),
    ...(spec.type === 'ExternalName' && !spec.externalName ? [requiredField('spec.externalName', '')] : []),
  ],
  validateUpdate: (next, current) => {
    const [before, after] = [current.spec?.clusterIPs, next.spec?.clusterIPs]
    const fixed = before !== undefined && before.length > 0 && current.spec?.type !== 'ExternalName' && next.spec?.type !== 'ExternalName'
    return fixed && !equalValues(before, after) ? [invalidField('spec.clusterIPs[0]', after ?? [], 'may not change once set')] : []
  },
  initialStatus: () => ({ loadBalancer: {} }),
  table: serviceTable,
})

function defaultSpec(spec: Spec): Spec {
  const filled = fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' })
  const common: Partial<Spec> = filled.type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }
  const outside: Partial<Spec> = filled.type === 'NodePort' || filled.type === 'LoadBalancer' ? { externalTrafficPolicy: 'Cluster' } : {}
  const balanced: Partial<Spec> = filled.type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}
  return changeField(fill(filled, { ...common, ...outside, ...balanced }), 'ports', (ports) =>
    mapSame(ports, (port) => fill(fill(port, { protocol: 'TCP' }), { targetPort: port.port })))
}

function validatePorts(spec: Spec, path: string): readonly FieldError[] {
  const ports = spec.ports ?? []
  const headless = spec.clusterIP === 'None'
  if (ports.length === 0 && !headless && spec.type !== 'ExternalName') return [requiredField(path, '')]
  const names = new Set<string>()
  const seen = new Set<string>()
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`
    const errors = [...validatePort(port, ports.length > 1, at)]
    if (port.name && names.has(port.name)) errors.push(duplicateField(`${at}.name`, port.name))
    names.add(port.name ?? '')
    const place = `${port.protocol}/${port.port}`
    if (seen.has(place)) errors.push(duplicateField(at, { protocol: port.protocol, port: port.port }))
    seen.add(place)
    return errors
  })
}

function validatePort(port: Port, named: boolean, at: string): readonly FieldError[] {
  const { name = '', nodePort } = port
  const errors: FieldError[] = []
  if (name !== '') errors.push(...validateName(name, `${at}.name`))
  else if (named) errors.push(requiredField(`${at}.name`, ''))
  errors.push(...validatePortNumber(port.port ?? 0, `${at}.port`), ...validateProtocol(port.protocol, `${at}.protocol`))
  const target: unknown = port.targetPort
  if (typeof target === 'number') errors.push(...validatePortNumber(target, `${at}.targetPort`))
  else if (typeof target === 'string') errors.push(...checkPortName(target).map((problem) => invalidField(`${at}.targetPort`, target, problem)))
  if (nodePort && (nodePort < nodePorts.first || nodePort > nodePorts.last)) {
    errors.push(invalidField(`${at}.nodePort`, nodePort, `provided port is not in the valid range. The range of valid ports is ${nodePorts.first}-${nodePorts.last}`))
  }
  return errors
}
