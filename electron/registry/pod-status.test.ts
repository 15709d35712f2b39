import { expect, test } from 'vitest'
import type { Pod } from '../../shared/model/index.ts'
import { podStatus } from './index.ts'

const running = { running: { startedAt: '2025-01-01T00:00:00Z' } }
const waiting = (reason: string) => ({ waiting: { reason } })
const ended = (exitCode: number, reason?: string, signal?: number) => ({ terminated: { exitCode, ...(reason ? { reason } : {}), ...(signal ? { signal } : {}) } })

interface Given {
  readonly phase: string
  readonly reason?: string
  readonly states?: readonly object[]
  readonly init?: readonly object[]
  readonly conditions?: readonly object[]
  readonly deleted?: boolean
  readonly sidecar?: boolean
}

function pod({ phase, reason, states = [], init = [], conditions = [], deleted = false, sidecar = false }: Given): Pod {
  const status = (state: object, index: number) => ({ name: `c${index}`, image: 'x', imageID: '', ready: 'running' in state, started: 'running' in state, restartCount: index, state })
  const spec = (_state: object, index: number) => ({ name: `c${index}` })
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name: 'p', ...(deleted ? { deletionTimestamp: '2025-01-01T00:00:00Z' } : {}) },
    spec: { containers: states.map(spec), initContainers: init.map((state, index) => ({ ...spec(state, index), ...(sidecar ? { restartPolicy: 'Always' } : {}) })) },
    status: { phase, ...(reason ? { reason } : {}), conditions, containerStatuses: states.map(status), initContainerStatuses: init.map(status) },
  } as unknown as Pod
}

const ready = [{ type: 'Ready', status: 'True' }]

test.each<readonly [string, string, string, Given]>([
  ['nothing known yet', 'Pending', 'pending', { phase: 'Pending' }],
  ['gated', 'SchedulingGated', 'pending', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] }],
  ['being made', 'ContainerCreating', 'pending', { phase: 'Pending', states: [waiting('ContainerCreating')] }],
  ['running', 'Running', 'running', { phase: 'Running', states: [running] }],
  ['crashing', 'CrashLoopBackOff', 'failed', { phase: 'Running', states: [waiting('CrashLoopBackOff')] }],
  ['the first to tell is heard', 'CrashLoopBackOff', 'failed', { phase: 'Running', states: [waiting('CrashLoopBackOff'), ended(1, 'Error')] }],
  ['one runs, one crashes', 'CrashLoopBackOff', 'failed', { phase: 'Running', states: [running, waiting('CrashLoopBackOff')] }],
  ['one runs, one is through', 'Running', 'running', { phase: 'Running', states: [running, ended(0, 'Completed')], conditions: ready }],
  ['one runs, one is through, not ready', 'NotReady', 'running', { phase: 'Running', states: [running, ended(0, 'Completed')] }],
  ['through', 'Completed', 'succeeded', { phase: 'Succeeded', states: [ended(0, 'Completed')] }],
  ['failed', 'Error', 'failed', { phase: 'Failed', states: [ended(1, 'Error')] }],
  ['ended by a signal', 'Signal:9', 'failed', { phase: 'Failed', states: [ended(137, undefined, 9)] }],
  ['ended without a reason', 'ExitCode:3', 'failed', { phase: 'Failed', states: [ended(3)] }],
  ['evicted', 'Evicted', 'failed', { phase: 'Failed', reason: 'Evicted' }],
  ['the second of two init containers', 'Init:1/2', 'pending', { phase: 'Pending', init: [ended(0, 'Completed'), running], states: [waiting('PodInitializing')] }],
  ['an init container being made', 'Init:0/1', 'pending', { phase: 'Pending', init: [waiting('PodInitializing')] }],
  ['an init container that crashes', 'Init:CrashLoopBackOff', 'failed', { phase: 'Pending', init: [waiting('CrashLoopBackOff')] }],
  ['an init container that failed', 'Init:Error', 'failed', { phase: 'Pending', init: [ended(1, 'Error')] }],
  ['an init container that failed without a reason', 'Init:ExitCode:2', 'failed', { phase: 'Pending', init: [ended(2)] }],
  ['initialised, being made', 'PodInitializing', 'pending', { phase: 'Pending', init: [ended(0, 'Completed')], states: [waiting('PodInitializing')] }],
  ['beside a sidecar', 'Running', 'running', { phase: 'Running', init: [running], sidecar: true, states: [running] }],
  ['going', 'Terminating', 'terminating', { phase: 'Running', states: [running], deleted: true }],
  ['through and going', 'Completed', 'terminating', { phase: 'Succeeded', states: [ended(0, 'Completed')], deleted: true }],
  ['lost', 'Unknown', 'unknown', { phase: 'Running', reason: 'NodeLost', states: [running], deleted: true }],
])('%s: %s', (_name, status, state, given) => {
  expect(podStatus(pod(given))).toMatchObject({ status, state })
})

test('counts a sidecar among the containers, and restarts of init containers only until they are through', () => {
  expect(podStatus(pod({ phase: 'Running', init: [running], sidecar: true, states: [running] }))).toMatchObject({ readyContainers: 2, totalContainers: 2 })
  expect(podStatus(pod({ phase: 'Pending', init: [ended(0), running] })).restarts).toBe(1)
  expect(podStatus(pod({ phase: 'Running', init: [ended(0), ended(0)], states: [running, running] })).restarts).toBe(1)
})
