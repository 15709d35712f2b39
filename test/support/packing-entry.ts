import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { makePod } from './made-up-pods.ts'

export { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
export { createBatchUnpacker } from '../../shared/ipc/unpack-batch.ts'

/** What the window is told of made-up pods. */
export function makeRows(total: number): readonly ObjectSummary[] {
  return Array.from({ length: total }, (_, number) => {
    const { name, namespace, labels } = makePod(number, total)
    const containers = [{ name: 'main', image: 'nginx', ready: true, restarts: 0, status: 'Running', ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] }]
    return {
      uid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, apiVersion: 'v1', kind: 'Pod', namespace, name, labels, created: 0, terminating: false,
      pod: { state: 'running', status: 'Running', ip: `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`, node: `node-${number % 3}`, restarts: 0, readyContainers: 1, containers },
    }
  })
}
