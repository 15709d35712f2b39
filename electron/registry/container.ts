import {
  checkDns1123Label, duplicateField, type FieldError, invalidField, notFoundField, type Pod, requiredField, unsupportedField,
} from '../../shared/model/index.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { validateResources } from './resources.ts'

export type Container = NonNullable<Pod['spec']>['containers'][number]
type ContainerPort = NonNullable<Container['ports']>[number]

export function defaultContainer(container: Container): Container {
  const filled = fill(container, {
    imagePullPolicy: isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  })
  const withPorts = changeField(filled, 'ports', (ports) => mapSame(ports, (port) => fill(port, { protocol: 'TCP' })))
  return changeField(withPorts, 'resources', (resources) =>
    resources.limits === undefined ? resources : changeField(fill(resources, { requests: {} }), 'requests', (requests) => fill(requests, resources.limits ?? {})))
}

/** Whether an image has the tag `latest` or none. A digest is not a tag. */
function isLatest(image: string): boolean {
  if (image.includes('@')) return false
  const name = image.slice(image.lastIndexOf('/') + 1)
  const colon = name.indexOf(':')
  return colon === -1 || name.slice(colon + 1) === 'latest'
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never']
const protocols = ['SCTP', 'TCP', 'UDP']

/** All errors of a list of containers; names must differ from each other and from `taken`. */
export function validateContainers(containers: readonly Container[], volumes: ReadonlySet<string>, path: string, taken: ReadonlySet<string>): readonly FieldError[] {
  const names = new Set(taken)
  return containers.flatMap((container, index) => {
    const errors = [...validateContainer(container, volumes, `${path}[${index}]`)]
    if (container.name && names.has(container.name)) errors.push(duplicateField(`${path}[${index}].name`, container.name))
    names.add(container.name)
    return errors
  })
}

function validateContainer(container: Container, volumes: ReadonlySet<string>, path: string): readonly FieldError[] {
  const { name = '', image = '', imagePullPolicy = '' } = container
  return [
    ...validateName(name, `${path}.name`),
    ...validateImage(image, `${path}.image`),
    ...(pullPolicies.includes(imagePullPolicy) ? [] : [unsupportedField(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies)]),
    ...validatePorts(container.ports ?? [], `${path}.ports`),
    ...(container.env ?? []).flatMap(({ name: variable }, index) => (variable ? [] : [requiredField(`${path}.env[${index}].name`, '')])),
    ...validateMounts(container.volumeMounts ?? [], volumes, `${path}.volumeMounts`),
    ...validateResources(container.resources ?? {}, `${path}.resources`),
  ]
}

export function validateName(name: string, path: string): readonly FieldError[] {
  return name === '' ? [requiredField(path, '')] : checkDns1123Label(name).map((problem) => invalidField(path, name, problem))
}

function validateImage(image: string, path: string): readonly FieldError[] {
  if (image === '') return [requiredField(path, '')]
  return image === image.trim() ? [] : [invalidField(path, image, 'must not have leading or trailing whitespace')]
}

function validatePorts(ports: readonly ContainerPort[], path: string): readonly FieldError[] {
  const names = new Set<string>()
  return ports.flatMap((port, index) => {
    const errors: FieldError[] = []
    const at = `${path}[${index}]`
    if (port.name) {
      const problems = checkPortName(port.name)
      errors.push(...problems.map((problem) => invalidField(`${at}.name`, port.name, problem)))
      if (problems.length === 0 && names.has(port.name)) errors.push(duplicateField(`${at}.name`, port.name))
      names.add(port.name)
    }
    if (!port.containerPort) errors.push(requiredField(`${at}.containerPort`, ''))
    else errors.push(...validatePortNumber(port.containerPort, `${at}.containerPort`))
    if (port.hostPort) errors.push(...validatePortNumber(port.hostPort, `${at}.hostPort`))
    errors.push(...validateProtocol(port.protocol, `${at}.protocol`))
    return errors
  })
}

export function validateProtocol(protocol: string | undefined, path: string): readonly FieldError[] {
  if (!protocol) return [requiredField(path, '')]
  return protocols.includes(protocol) ? [] : [unsupportedField(path, protocol, protocols)]
}

export function validatePortNumber(port: number, path: string): readonly FieldError[] {
  return port >= 1 && port <= 65535 ? [] : [invalidField(path, port, 'must be between 1 and 65535, inclusive')]
}

/** Kubernetes' `IsValidPortName`. */
export function checkPortName(name: string): readonly string[] {
  return [
    ...(name.length > 15 ? ['must be no more than 15 characters'] : []),
    ...(/^[-a-z0-9]+$/.test(name) ? [] : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
    ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
    ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
    ...(name.startsWith('-') || name.endsWith('-') ? ['must not begin or end with a hyphen'] : []),
  ]
}

function validateMounts(mounts: NonNullable<Container['volumeMounts']>, volumes: ReadonlySet<string>, path: string): readonly FieldError[] {
  const paths = new Set<string>()
  return mounts.flatMap(({ name = '', mountPath = '' }, index) => {
    const errors: FieldError[] = []
    if (name === '') errors.push(requiredField(`${path}[${index}].name`, ''))
    else if (!volumes.has(name)) errors.push(notFoundField(`${path}[${index}].name`, name))
    if (mountPath === '') errors.push(requiredField(`${path}[${index}].mountPath`, ''))
    else if (paths.has(mountPath)) errors.push(invalidField(`${path}[${index}].mountPath`, mountPath, 'must be unique'))
    paths.add(mountPath)
    return errors
  })
}
