import type { Node } from '../../shared/model/index.ts'
import { ageOf, type Cell, describeColumns, orNone } from './table.ts'

const rolePrefix = 'node-role.kubernetes.io/'
const roleLabel = 'kubernetes.io/role'

/** Upstream's `printNode`. */
export const nodeTable = {
  columns: describeColumns('Name', 'Status', 'Roles', 'Age', 'Version', 'Internal-IP*', 'External-IP*', 'OS-Image*', 'Kernel-Version*', 'Container-Runtime*'),
  row: (node: Node): readonly Cell[] => {
    const { kubeletVersion = '', osImage, kernelVersion, containerRuntimeVersion } = node.status?.nodeInfo ?? {}
    return [
      node.metadata.name ?? '', statusOf(node), orNone(rolesOf(node).join(',')), ageOf(node), kubeletVersion, addressOf(node, 'InternalIP'), addressOf(node, 'ExternalIP'),
      osImage || '<unknown>', kernelVersion || '<unknown>', containerRuntimeVersion || '<unknown>',
    ]
  },
}

function statusOf({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  const words = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady', ...(spec?.unschedulable === true ? ['SchedulingDisabled'] : [])]
  return words.join(',')
}

function rolesOf({ metadata }: Node): readonly string[] {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) return [key.slice(rolePrefix.length)]
    return key === roleLabel && value !== '' ? [value] : []
  })
  return [...new Set(roles)].sort()
}

function addressOf({ status }: Node, type: string): string {
  return orNone(status?.addresses?.find((address) => address.type === type)?.address)
}
