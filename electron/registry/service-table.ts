import type { Service } from '../../shared/model/index.ts'
import { ageOf, type Cell, describeColumns, formatLabels, orNone } from './table.ts'

type Spec = NonNullable<Service['spec']>

/** Upstream's `printService`. */
export const serviceTable = {
  columns: describeColumns('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector*'),
  row: (service: Service): readonly Cell[] => {
    const spec = service.spec ?? {}
    return [
      service.metadata.name ?? '', spec.type ?? '', orNone(spec.clusterIPs?.[0] ?? spec.clusterIP), formatExternal(service, spec), formatPorts(spec), ageOf(service),
      formatLabels(spec.selector),
    ]
  },
}

function formatExternal({ status }: Service, spec: Spec): string {
  const own = spec.externalIPs ?? []
  switch (spec.type) {
    case 'ExternalName': return spec.externalName ?? ''
    case 'LoadBalancer': {
      const given = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '')
      return [...new Set(given)].sort().concat(own).join(',') || '<pending>'
    }
    default: return orNone(own.join(','))
  }
}

function formatPorts({ ports = [] }: Spec): string {
  return orNone(ports.map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`).join(','))
}
