import { notFound } from '../../shared/status/index.ts'
import { answerJson } from './answer.ts'
import type { ResourceRoute } from './routes.ts'

const names = ['controller-manager', 'scheduler', 'etcd-0']
const warnings = ['v1 ComponentStatus is deprecated in v1.19+']

/** `componentstatuses`: the parts that the simulation stands for are well as long as it answers. Throws NotFound. */
export function answerComponentStatus({ name }: ResourceRoute): Response {
  if (name === '') return answerJson({ kind: 'ComponentStatusList', apiVersion: 'v1', metadata: {}, items: names.map(describe) }, 200, warnings)
  if (!names.includes(name)) throw notFound({ plural: 'componentstatuses', group: '' }, name)
  return answerJson({ kind: 'ComponentStatus', apiVersion: 'v1', ...describe(name) }, 200, warnings)
}

function describe(name: string) {
  return { metadata: { name, creationTimestamp: null }, conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }] }
}
