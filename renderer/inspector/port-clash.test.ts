import { expect, test } from 'vitest'
import type { ContainerSummary } from '../../shared/ipc/contract.ts'
import { findPortClashes } from './port-clash.ts'

const container = (name: string, ...ports: readonly (readonly [number, string])[]): ContainerSummary => ({
  name, image: 'luksa/kubia', ready: true, restarts: 0, status: 'Running', ports: ports.map(([port, protocol]) => ({ port, protocol })),
})

test.each([
  ['different ports', [container('a', [80, 'TCP']), container('b', [81, 'TCP'])], []],
  ['one port, two protocols', [container('a', [53, 'TCP']), container('b', [53, 'UDP'])], []],
  ['a port twice in one container', [container('a', [80, 'TCP'], [80, 'TCP'])], []],
  ['one port in two containers', [container('a', [80, 'TCP']), container('b', [80, 'TCP'])], [{ port: 80, protocol: 'TCP', containers: ['a', 'b'] }]],
])('%s', (_name, containers, clashes) => {
  expect(findPortClashes(containers)).toEqual(clashes)
})
