import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { buildApiTable } from '../../build/api-table.mjs'
import { type Schema, schemaOfKind, schemaOfType } from './schema.ts'
import { apiTable, nameOfKind } from './table.ts'

const root = resolve(import.meta.dirname, '../..')
const facts = JSON.parse(readFileSync(join(root, 'build/api-facts.json'), 'utf8')) as { readonly kinds: Readonly<Record<string, readonly string[]>> }
const sources = ['@kubernetes/client-node', 'kubernetes-models'].map((name) => join(root, 'node_modules', name))

test.skipIf(!sources.every((folder) => existsSync(folder)))('the table is what its sources make', async () => {
  expect(await buildApiTable(join(root, 'node_modules'), root)).toBe(readFileSync(join(import.meta.dirname, 'api-table.json'), 'utf8'))
})

test('every kind that is to be served is there', () => {
  const missing = Object.entries(facts.kinds).flatMap(([groupVersion, kinds]) => {
    const [version = '', group = ''] = groupVersion.split('/').slice(1).toReversed()
    return kinds.filter((kind) => schemaOfKind({ group, version, kind })?.type !== 'struct').map((kind) => `${groupVersion} ${kind}`)
  })
  expect(missing).toEqual([])
})

test('kinds of every group are found in each', () => {
  expect(nameOfKind({ group: 'apps', version: 'v1', kind: 'DeleteOptions' })).toBe('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions')
  expect(nameOfKind({ group: 'apps', version: 'v1', kind: 'Podd' })).toBeUndefined()
})

function itemsOf(schema: Schema): Schema | undefined {
  return schema.type === 'list' ? schema.items : undefined
}

test('merge keys and list keys are fields of the items', () => {
  for (const name of Object.keys(apiTable.types)) {
    const schema = schemaOfType(name)
    if (schema.type !== 'struct') continue
    for (const [field, { schema: type, patch }] of schema.fields) {
      const items = itemsOf(type)
      const keys = [...(type.type === 'list' ? type.keys : []), ...(patch.mergeKey === undefined ? [] : [patch.mergeKey])]
      expect([name, field, keys.filter((key) => !(items?.type === 'struct' && items.fields.has(key)))]).toEqual([name, field, []])
    }
  }
})

test('no two fields of a message have a number', () => {
  for (const [name, { f }] of Object.entries(apiTable.types)) {
    const numbers = Object.values(f).flatMap(([, , , extra]) => (extra?.n === undefined ? [] : [extra.n]))
    expect([name, numbers.length]).toEqual([name, new Set(numbers).size])
  }
})
