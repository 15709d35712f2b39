import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openKubeconfig } from '../../test/support/https-client.ts'
import { type Served, serve } from '../../test/support/serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'podscape-serve-'))

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The names in a list, as the kubeconfig lets one get it. */
async function listNames({ kubeconfig }: Served, path: string): Promise<readonly string[]> {
  const client = await openKubeconfig(kubeconfig)
  try {
    const { items } = JSON.parse((await client.send('GET', path)).toString()) as { readonly items: readonly { readonly metadata: { readonly name: string } }[] }
    return items.map(({ metadata }) => metadata.name)
  } finally {
    client.close()
  }
}

test('a cluster in memory: manifests applied, nodes as asked, nothing left behind', async () => {
  const file = join(folder, 'shop.yaml')
  writeFileSync(file, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n')
  const served = await serve(['--nodes', '5', file])
  expect(served.version).toMatch(/^v1\.32\./)
  expect(await listNames(served, '/api/v1/nodes')).toEqual(['node-1', 'node-2', 'node-3', 'node-4', 'node-5'])
  expect(await listNames(served, '/api/v1/namespaces/shop/configmaps')).toContain('c')
  expect(existsSync(served.kubeconfig)).toBe(true)
  expect(await served.stop()).toBe(0)
  expect(existsSync(served.kubeconfig)).toBe(false)
}, 60_000)

test('a cluster in a folder is there again, at the same place', async () => {
  const data = join(folder, 'data')
  const file = join(folder, 'one.yaml')
  writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kept }\n')
  const first = await serve(['--data', data, file])
  expect(await first.stop()).toBe(0)
  const second = await serve(['--data', data])
  expect([second.server, second.kubeconfig]).toEqual([first.server, first.kubeconfig])
  expect(await listNames(second, '/api/v1/namespaces/default/configmaps')).toContain('kept')
  await expect(serve(['--data', data])).rejects.toThrow('podscape serve ended with 2')
  expect(await second.stop()).toBe(0)
}, 60_000)
