import { notFound } from '../../shared/status/index.ts'
import { describeColumns } from '../registry/index.ts'
import { answerJson } from './answer.ts'
import { negotiate } from './media-types.ts'
import type { ResourceRoute } from './routes.ts'

const names = ['controller-manager', 'scheduler', 'etcd-0']
const warnings = ['v1 ComponentStatus is deprecated in v1.19+']

/** `componentstatuses`: the parts that the simulation stands for are well as long as it answers. Throws NotFound. */
export function answerComponentStatus(accept: string | null, { name }: ResourceRoute): Response {
  const found = name === '' ? names : names.filter((one) => one === name)
  if (found.length === 0) throw notFound({ plural: 'componentstatuses', group: '' }, name)
  const { as, version } = negotiate(accept)
  if (as === 'Table') return answerJson(buildTable(found, version), 200, warnings)
  const [only] = found.map(describe)
  if (name !== '') return answerJson({ kind: 'ComponentStatus', apiVersion: 'v1', ...only }, 200, warnings)
  return answerJson({ kind: 'ComponentStatusList', apiVersion: 'v1', metadata: {}, items: found.map(describe) }, 200, warnings)
}

function describe(name: string) {
  return { metadata: { name, creationTimestamp: null }, conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }] }
}

function buildTable(found: readonly string[], version: string) {
  const columnDefinitions = describeColumns('Name', 'Status', 'Message', 'Error').map((column) => ({ ...column, description: '' }))
  const apiVersion = `meta.k8s.io/${version}`
  const rows = found.map((name) => ({ cells: [name, 'Healthy', 'ok', ''], object: { kind: 'PartialObjectMetadata', apiVersion, metadata: describe(name).metadata } }))
  return { kind: 'Table', apiVersion, metadata: {}, columnDefinitions, rows }
}
