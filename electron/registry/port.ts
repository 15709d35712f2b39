import { duplicateField, type FieldError, invalidField, requiredField, unsupportedField } from '../../shared/model/index.ts'
import type { Container } from './container.ts'

type ContainerPort = NonNullable<Container['ports']>[number]

const protocols = ['SCTP', 'TCP', 'UDP']

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

/** All errors of a container's ports. */
export function validateContainerPorts(ports: readonly ContainerPort[], path: string): readonly FieldError[] {
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

/** Ports of the node that two ports of a pod ask for: Kubernetes' `checkHostPortConflicts`. */
export function validateHostPorts(containers: readonly Container[], path: string): readonly FieldError[] {
  const taken = new Set<string>()
  return containers.flatMap(({ ports = [] }, index) => ports.flatMap(({ protocol = '', hostIP = '', hostPort }, place) => {
    if (!hostPort) return []
    const wanted = `${protocol}/${hostIP}/${hostPort}`
    const isTaken = taken.has(wanted)
    taken.add(wanted)
    return isTaken ? [duplicateField(`${path}[${index}].ports[${place}].hostPort`, wanted)] : []
  }))
}
