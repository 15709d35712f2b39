import type { Service, StoredObject } from '../../shared/model/index.ts'

/** Variables that tell a container of the Services around it, in the form of Docker's links. Headless Services have none. */
export function describeServices(services: readonly StoredObject<Service>[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const { metadata, spec } of services) {
    const { clusterIP = '', ports = [] } = spec ?? {}
    const [first] = ports
    if (clusterIP === '' || clusterIP === 'None' || first === undefined) continue
    const prefix = nameOf(metadata.name)
    variables.set(`${prefix}_SERVICE_HOST`, clusterIP)
    variables.set(`${prefix}_SERVICE_PORT`, String(first.port))
    for (const { name, port } of ports) if (name !== undefined && name !== '') variables.set(`${prefix}_SERVICE_PORT_${nameOf(name)}`, String(port))
    const url = ({ protocol = 'TCP', port }: (typeof ports)[number]) => `${protocol.toLowerCase()}://${clusterIP}:${port}`
    variables.set(`${prefix}_PORT`, url(first))
    for (const one of ports) {
      const { protocol = 'TCP', port } = one
      const link = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`
      variables.set(link, url(one))
      variables.set(`${link}_PROTO`, protocol.toLowerCase())
      variables.set(`${link}_PORT`, String(port))
      variables.set(`${link}_ADDR`, clusterIP)
    }
  }
  return variables
}

function nameOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}
