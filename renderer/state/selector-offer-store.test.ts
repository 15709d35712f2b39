import { afterEach, expect, test, vi } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { useCluster } from './cluster-store.ts'
import { select, selectMany } from './selection-store.ts'
import { dismissSelectorOffer, followSelectorOffer, offerSelector, useSelectorOffer } from './selector-offer-store.ts'

vi.mock('./bridge.ts', () => ({ bridge: { request: async () => null, on: () => () => {} } }))
vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run))
vi.useFakeTimers()
const end = followSelectorOffer()
afterEach(dismissSelectorOffer)

const podOf = (id: number, labels: Readonly<Record<string, string>>): ObjectSummary =>
  ({ uid: `p${id}`, apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: `pod-${id}`, labels, created: 0, terminating: false })

function tell(changed: readonly ObjectSummary[], removed: readonly string[] = []): void {
  const change = useCluster.getState().replica.apply({ revision: 1, now: 0, reset: false, changed, removed })
  useCluster.setState({ change })
}

const offered = () => {
  const answer = useSelectorOffer.getState().offer?.answer
  return answer?.found === 'selector' ? answer.text : answer?.found
}
const PODS = Array.from({ length: 40 }, (_, id) => podOf(id, { app: `app-${id % 4}`, name: `n-${id}` }))
const ofApp = (app: number) => PODS.filter((_, id) => id % 4 === app).map(({ uid }) => uid)

test('an offer is of what was chosen last: what was being thought of before is given up', () => {
  tell(PODS)
  selectMany(ofApp(1))
  offerSelector()
  vi.advanceTimersToNextTimer()
  selectMany(ofApp(2))
  offerSelector()
  vi.advanceTimersByTime(500)
  expect(offered()).toBe('app=app-2')
  select(null)
  expect(offered()).toBeUndefined()
})

test('pods that get other labels while it is thought of are in the answer', () => {
  tell(PODS)
  selectMany(ofApp(1))
  offerSelector()
  vi.advanceTimersToNextTimer()
  tell([podOf(1, { app: 'app-1', name: 'n-1' }), podOf(2, { app: 'app-1', name: 'n-2', tier: '' })])
  vi.advanceTimersByTime(500)
  expect(offered()).not.toBe('app=app-1')
  vi.advanceTimersByTime(5_000)
  expect(offered()).toBe('app=app-1,!tier')
  end()
})
