import { expect, test, vi } from 'vitest'
import { followFailures } from './follow-failures.ts'
import { useNotices } from './notice-store.ts'

test('a request that was refused, and not for Kubernetes\' reasons, is told of once', () => {
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  const end = followFailures()
  const reject = (reason: unknown) => page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))
  const said = () => useNotices.getState().notices.map((notice) => notice.tone === 'refused' && notice.message)
  reject(new Error("Error invoking remote method 'request:object:delete': Error: refused: object:delete: refs: too many"))
  expect(said()).toEqual(['refused: object:delete: refs: too many'])
  for (let times = 0; times < 3; times++) reject(new Error('no'))
  expect(said()).toEqual(['refused: object:delete: refs: too many', 'no'])
  end()
  reject(new Error('later'))
  expect(said()).toHaveLength(2)
})
