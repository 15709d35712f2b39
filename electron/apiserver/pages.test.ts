import { expect, test } from 'vitest'
import { openApi, podNamed } from '../../test/support/api.ts'

const pods = '/api/v1/namespaces/default/pods'
const names = Array.from({ length: 17 }, (_, index) => `p${String(index).padStart(2, '0')}`)

async function fill() {
  const api = await openApi()
  await api.cluster.transact((tx) => {
    for (const [index, name] of names.entries()) tx.create({ ...podNamed(name, { odd: String(index % 2) }), metadata: { name, namespace: 'default', labels: { odd: String(index % 2) } } })
  })
  return api
}

/** Follows a list over its pages; `between` is done before each further page. */
async function follow(api: Awaited<ReturnType<typeof fill>>, query: string, between: (page: number) => Promise<unknown>) {
  const found: string[] = []
  const revisions = new Set<unknown>()
  let token = ''
  let page = 0
  do {
    if (page > 0) await between(page)
    const { code, body } = await api.send('GET', `${pods}?${query}${token === '' ? '' : `&continue=${token}`}`)
    expect(code).toBe(200)
    found.push(...(body.items ?? []).map((item) => String(item.metadata?.name)))
    revisions.add(body.metadata?.resourceVersion)
    token = body.metadata?.continue ?? ''
    page++
  } while (token !== '')
  return { found, revisions, page }
}

test.each([1, 4, 16, 17, 18, 500])('pages of %d show every object once, all of one revision, whatever is written meanwhile', async (limit) => {
  const api = await fill()
  const { found, revisions, page } = await follow(api, `limit=${limit}`, async (at) => {
    await api.send('DELETE', `${pods}/p${String(at * 3 % 17).padStart(2, '0')}`)
    await api.send('POST', pods, podNamed(`p${at}-new`))
  })
  expect(found).toEqual(names)
  expect(revisions.size).toBe(1)
  expect(page).toBe(Math.ceil(names.length / limit))
})

test('what remains is counted without a selector only', async () => {
  const api = await fill()
  expect((await api.send('GET', `${pods}?limit=5`)).body.metadata?.remainingItemCount).toBe(12)
  const selected = await api.send('GET', `${pods}?limit=5&labelSelector=odd%3D1`)
  expect([selected.body.items?.length, selected.body.metadata?.remainingItemCount]).toEqual([5, undefined])
  expect((await follow(api, 'limit=3&labelSelector=odd%3D1', async () => undefined)).found).toEqual(names.filter((_name, index) => index % 2 === 1))
})

test('a page that is full before the last object says that more may come, whether it does or not', async () => {
  const api = await fill()
  const pages = await follow(api, 'limit=8&labelSelector=odd%3D1', async () => undefined)
  expect([pages.found.length, pages.page]).toEqual([8, 2])
  const whole = await follow(api, 'limit=9&labelSelector=odd%3D0', async () => undefined)
  expect([whole.found.length, whole.page]).toEqual([9, 1])
})

test('a token whose revision has left the history is Expired, and carries one that goes on with the list as it is', async () => {
  const api = await fill()
  const token = (await api.send('GET', `${pods}?limit=5`)).body.metadata?.continue ?? ''
  await api.cluster.transact((tx) => {
    for (let count = 0; count < 23_000; count++) tx.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c-${count}`, namespace: 'default' } })
  })
  await api.send('POST', pods, podNamed('p99'))
  // Other lists have taken the place of the one that the pages came from.
  for (const kind of ['nodes', 'namespaces', 'services', 'configmaps']) await api.send('GET', `/api/v1/${kind}`)
  const { code, body } = await api.send('GET', `${pods}?limit=500&continue=${token}`)
  expect([code, body.reason, body.code]).toEqual([410, 'Expired', 410])
  const rest = await api.send('GET', `${pods}?limit=500&continue=${body.metadata?.continue}`)
  expect((rest.body.items ?? []).map((item) => String(item.metadata?.name))).toEqual([...names.slice(5), 'p99'])
})

test('a list at an exact revision shows that one', async () => {
  const api = await fill()
  const { revision } = api.cluster
  await api.send('DELETE', `${pods}/p00`)
  const exact = await api.send('GET', `${pods}?resourceVersion=${revision}&resourceVersionMatch=Exact`)
  expect([exact.body.items?.length, exact.body.metadata?.resourceVersion]).toEqual([17, String(revision)])
  const newer = await api.send('GET', `${pods}?resourceVersion=${revision}&resourceVersionMatch=NotOlderThan`)
  expect(newer.body.items?.length).toBe(16)
})
