import { type Node, validateSubdomainName } from '../../shared/model/index.ts'
import { fill } from './fill.ts'
import { allowAll, defineKind } from './kind.ts'
import { nodeTable } from './node-table.ts'

export const node = defineKind<Node>({
  kind: 'Node', apiVersion: 'v1', plural: 'nodes', singular: 'node', shortNames: ['no'],
  namespaced: false, nameRule: validateSubdomainName,
  withDefaults: (object) => fill(object, { spec: {} }),
  validate: () => [],
  validateUpdate: allowAll,
  // A node says itself what it has: its status is taken as given.
  table: nodeTable,
})
