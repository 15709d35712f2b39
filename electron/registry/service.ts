import {
  duplicateField, type FieldError, forbiddenField, goIntOrString, type GoText, invalidField, quoteGo, requiredField, type Service, unsupportedField,
  validateLabels, validateServiceName, validateSubdomainName,
} from '../../shared/model/index.ts'
import { validateName } from './part-name.ts'
import { checkPortName, validatePortNumber, validateProtocol } from './port.ts'
import { equalJson } from '../schema/index.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { validateAddress } from './ip-address.ts'
import { defineKind } from './kind.ts'
import { serviceTable } from './service-table.ts'

type Spec = NonNullable<Service['spec']>
type Port = NonNullable<Spec['ports']>[number]

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
/** A day, in seconds. */
const longestAffinity = 86_400
const nodePorts = { first: 30000, last: 32767 }

/** The cluster gives clusterIP and nodePorts; defaults only say what is wanted. */
export const service = defineKind<Service>({
  kind: 'Service', apiVersion: 'v1', plural: 'services', singular: 'service', shortNames: ['svc'], categories: ['all'],
  namespaced: true, nameRule: validateServiceName,
  withDefaults: (object) => changeField(fill(object, { spec: {} }), 'spec', defaultSpec),
  validate: ({ spec = {} }) => [
    ...validateByType(spec),
    ...validatePorts(spec, 'spec.ports'),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateAffinity(spec),
    ...(types.includes(spec.type ?? '') ? [] : [unsupportedField('spec.type', spec.type, types)]),
    ...validateAddresses(spec),
  ],
  validateUpdate: (next, current) => {
    const [before, after] = [current.spec?.clusterIPs, next.spec?.clusterIPs]
    const fixed = before !== undefined && before.length > 0 && current.spec?.type !== 'ExternalName' && next.spec?.type !== 'ExternalName'
    return fixed && !equalJson(before, after) ? [invalidField('spec.clusterIPs[0]', after ?? [], 'may not change once set')] : []
  },
  initialStatus: () => ({ loadBalancer: {} }),
  table: serviceTable,
})

function defaultSpec(spec: Spec): Spec {
  const typed = fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' })
  const filled = typed.sessionAffinity === 'ClientIP' ? withTimeout(typed) : typed
  const common: Partial<Spec> = filled.type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }
  const outside: Partial<Spec> = filled.type === 'NodePort' || filled.type === 'LoadBalancer' ? { externalTrafficPolicy: 'Cluster' } : {}
  const balanced: Partial<Spec> = filled.type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}
  return changeField(fill(filled, { ...common, ...outside, ...balanced }), 'ports', (ports) =>
    mapSame(ports, (port) => fill(fill(port, { protocol: 'TCP' }), { targetPort: port.port })))
}

function withTimeout(spec: Spec): Spec {
  const configured = changeField(fill(spec, { sessionAffinityConfig: {} }), 'sessionAffinityConfig', (config) => fill(config, { clientIP: {} }))
  return changeField(configured, 'sessionAffinityConfig', (config) => changeField(config, 'clientIP', (client) => fill(client, { timeoutSeconds: 10_800 })))
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
    if (seen.has(place)) errors.push(duplicateField(at, describePort(port)))
    seen.add(place)
    return errors
  })
}

/** As Go shows what two ports may not share. */
function describePort({ protocol = '', port }: Port): GoText {
  const target = goIntOrString(0).goText
  return { goText: `core.ServicePort{Name:"", Protocol:${quoteGo(protocol)}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:${target}, NodePort:0}` }
}

/** What the type of a service allows. */
function validateByType(spec: Spec): readonly FieldError[] {
  const { type = '', clusterIP, externalName = '', ports = [] } = spec
  switch (type) {
    case 'LoadBalancer':
    case 'NodePort':
      return clusterIP === 'None' ? [invalidField('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)] : []
    case 'ExternalName':
      return [
        ...(clusterIP ? [forbiddenField('spec.clusterIPs', 'may not be set for ExternalName services')] : []),
        ...(externalName === '' ? [requiredField('spec.externalName', '')] : validateSubdomainName(externalName.replace(/\.$/, ''), false).map((problem) => invalidField('spec.externalName', externalName, problem))),
      ]
    case 'ClusterIP':
      return ports.flatMap(({ nodePort }, index) => (nodePort ? [forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")] : []))
    default: return []
  }
}

function validateAffinity({ sessionAffinity = '', sessionAffinityConfig: config }: Spec): readonly FieldError[] {
  const seconds = config?.clientIP?.timeoutSeconds
  if (sessionAffinity === '') return [requiredField('spec.sessionAffinity', '')]
  if (!['ClientIP', 'None'].includes(sessionAffinity)) return [unsupportedField('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None'])]
  if (sessionAffinity === 'None') return config === undefined ? [] : [forbiddenField('spec.sessionAffinityConfig', 'must not be set when session affinity is None')]
  return seconds !== undefined && (seconds <= 0 || seconds > longestAffinity)
    ? [invalidField('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, `must be greater than 0 and less than ${longestAffinity}`)] : []
}

function validateAddresses({ clusterIP, externalIPs = [] }: Spec): readonly FieldError[] {
  return [
    ...(clusterIP && clusterIP !== 'None' ? validateAddress(clusterIP, 'spec.clusterIPs[0]') : []),
    ...externalIPs.flatMap((address, index) => validateAddress(address, `spec.externalIPs[${index}]`)),
  ]
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
