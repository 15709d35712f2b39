import { expect, test } from 'vitest'
import type { ContainerSummary } from '../../shared/ipc/contract.ts'
import { findClashes, type Clash } from './clash.ts'

const container = (...ports: readonly (readonly [number, string])[]): ContainerSummary =>
  ({ name: 'c', image: 'i', ready: true, restarts: 0, status: 'Running', ports: ports.map(([port, protocol]) => ({ port, protocol })) })

test.each<[string, readonly ContainerSummary[], readonly Clash[]]>([
  ['different ports', [container([80, 'TCP']), container([81, 'TCP'])], []],
  ['the same port', [container([80, 'TCP']), container([80, 'TCP'])], [{ first: 0, second: 1, port: 80 }]],
  ['the same number, another protocol', [container([53, 'TCP']), container([53, 'UDP'])], []],
  ['twice in one container, which Kubernetes allows', [container([80, 'TCP'], [80, 'TCP'])], []],
  ['three in a row: both later ones lose to the first', [container([80, 'TCP']), container([80, 'TCP']), container([80, 'TCP'])], [{ first: 0, second: 1, port: 80 }, { first: 0, second: 2, port: 80 }]],
])('%s', (_what, containers, clashes) => expect(findClashes(containers)).toEqual(clashes))
