import { type FieldError, forbiddenField, invalidField, type NetworkPolicy, requiredField, unsupportedField, validateSubdomainName } from '../../shared/model/index.ts'
import { checkPortName, validatePortNumber } from './port.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { readNetwork } from './ip-address.ts'
import { allowAll, defineKind } from './kind.ts'
import { validateLabelSelector } from './label-selector.ts'
import { ageOf, describeColumns, formatLabelSelector } from './table.ts'

type Spec = NonNullable<NetworkPolicy['spec']>
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number]
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number]

const protocols = ['SCTP', 'TCP', 'UDP']
const policyTypes = ['Egress', 'Ingress']

export const networkPolicy = defineKind<NetworkPolicy>({
  kind: 'NetworkPolicy', apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies', singular: 'networkpolicy', shortNames: ['netpol'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', defaultSpec),
  validate: ({ spec = {} as Spec }) => validateSpec(spec),
  validateUpdate: allowAll,
  generation: true,
  table: {
    columns: describeColumns('Name', 'Pod-Selector', 'Age'),
    row: (object) => [object.metadata.name ?? '', formatLabelSelector(object.spec?.podSelector), ageOf(object)],
  },
})

function defaultSpec(spec: Spec): Spec {
  const withProtocols = (ports: readonly Port[]) => mapSame(ports, (port) => fill(port, { protocol: 'TCP' }))
  const received = changeField(spec, 'ingress', (rules) => mapSame(rules, (rule) => changeField(rule, 'ports', withProtocols)))
  const sent = changeField(received, 'egress', (rules) => mapSame(rules, (rule) => changeField(rule, 'ports', withProtocols)))
  return fill(sent, { policyTypes: (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'] })
}

function validateSpec({ podSelector, ingress = [], egress = [], policyTypes: types = [] }: Spec): readonly FieldError[] {
  return [
    ...(podSelector === undefined ? [] : validateLabelSelector(podSelector, 'spec.podSelector')),
    ...ingress.flatMap(({ ports, from }, index) => validateRule(ports, from, `spec.ingress[${index}]`, 'from')),
    ...egress.flatMap(({ ports, to }, index) => validateRule(ports, to, `spec.egress[${index}]`, 'to')),
    ...(types.length > policyTypes.length
      ? [invalidField('spec.policyTypes', types, 'may not specify more than two policyTypes')]
      : types.flatMap((type, index) => (policyTypes.includes(type) ? [] : [unsupportedField(`spec.policyTypes[${index}]`, type, ['Ingress', 'Egress'])]))),
  ]
}

function validateRule(ports: readonly Port[] = [], peers: readonly Peer[] = [], at: string, side: 'from' | 'to'): readonly FieldError[] {
  return [
    ...ports.flatMap((port, index) => validatePort(port, `${at}.ports[${index}]`)),
    ...peers.flatMap((peer, index) => validatePeer(peer, `${at}.${side}[${index}]`)),
  ]
}

function validatePort({ protocol, port, endPort }: Port, at: string): readonly FieldError[] {
  const given: unknown = port
  const errors: FieldError[] = []
  if (protocol !== undefined && !protocols.includes(protocol)) errors.push(unsupportedField(`${at}.protocol`, protocol, protocols))
  if (typeof given === 'number') {
    errors.push(...validatePortNumber(given, `${at}.port`))
    if (endPort !== undefined && endPort < given) errors.push(invalidField(`${at}.endPort`, endPort, 'must be greater than or equal to `port`'))
    if (endPort !== undefined) errors.push(...validatePortNumber(endPort, `${at}.endPort`))
  } else if (typeof given === 'string') {
    if (endPort !== undefined) errors.push(invalidField(`${at}.endPort`, endPort, 'may not be specified when `port` is non-numeric'))
    errors.push(...checkPortName(given).map((problem) => invalidField(`${at}.port`, given, problem)))
  } else if (endPort !== undefined) {
    errors.push(invalidField(`${at}.endPort`, endPort, 'may not be specified when `port` is not specified'))
  }
  return errors
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: Peer, at: string): readonly FieldError[] {
  const others = [podSelector, namespaceSelector].filter((selector) => selector !== undefined).length
  return [
    ...(podSelector === undefined ? [] : validateLabelSelector(podSelector, `${at}.podSelector`)),
    ...(namespaceSelector === undefined ? [] : validateLabelSelector(namespaceSelector, `${at}.namespaceSelector`)),
    ...(ipBlock === undefined ? [] : validateBlock(ipBlock, `${at}.ipBlock`)),
    ...(others === 0 && ipBlock === undefined ? [requiredField(at, 'must specify a peer')] : []),
    ...(others > 0 && ipBlock !== undefined ? [forbiddenField(at, 'may not specify both ipBlock and another peer')] : []),
  ]
}

const noNetwork = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

function validateBlock({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, at: string): readonly FieldError[] {
  if (!cidr) return [requiredField(`${at}.cidr`, '')]
  const whole = readNetwork(cidr)
  if (whole === undefined) return [invalidField(`${at}.cidr`, cidr, noNetwork)]
  return except.flatMap((text, index) => {
    const part = readNetwork(text)
    if (part === undefined) return [invalidField(`${at}.except[${index}]`, text, noNetwork)]
    const inside = part.family === whole.family && part.bits.startsWith(whole.bits) && part.bits.length > whole.bits.length
    return inside ? [] : [invalidField(`${at}.except[${index}]`, text, 'must be a strict subset of `cidr`')]
  })
}
