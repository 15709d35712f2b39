import { expect, test } from 'vitest'
import type { Node, Pod } from '../../shared/model/index.ts'
import { type Amount, type Candidate, planPlacement } from './scheduler-plan.ts'

interface Given {
  readonly used?: Partial<Amount>
  readonly labels?: Readonly<Record<string, string>>
  readonly taints?: readonly { readonly key: string; readonly effect: string; readonly value?: string }[]
  readonly cordoned?: boolean
  readonly ready?: boolean
  readonly pods?: string
}

function node(name: string, { used = {}, labels = {}, taints = [], cordoned = false, ready = true, pods = '110' }: Given = {}): Candidate {
  const object: Node = {
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels },
    spec: { taints, unschedulable: cordoned },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods }, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
  return { node: object, used: { cpu: 0, memory: 0, pods: 0, ...used } }
}

function pod(requests: Readonly<Record<string, string>> = {}, spec: object = {}): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a', resources: { requests } }], ...spec } }
}

test.each<readonly [string, Pod, readonly Candidate[], string]>([
  ['the first of equals', pod(), [node('b'), node('a')], 'a'],
  ['the one with fewest pods', pod(), [node('a', { used: { pods: 1 } }), node('b')], 'b'],
  ['the least allocated', pod({ cpu: '1' }), [node('a', { used: { cpu: 2 } }), node('b', { used: { cpu: 1, pods: 9 } })], 'b'],
  ['the one with room', pod({ memory: '4Gi' }), [node('a', { used: { memory: 6 * 2 ** 30 } }), node('b', { used: { cpu: 3 } })], 'b'],
  ['the one with the label', pod({}, { nodeSelector: { disk: 'ssd' } }), [node('a'), node('b', { labels: { disk: 'ssd' } })], 'b'],
  ['a tainted one that is tolerated', pod({}, { tolerations: [{ key: 'gpu', operator: 'Exists' }] }), [node('a', { taints: [{ key: 'gpu', effect: 'NoSchedule' }] })], 'a'],
  ['a tainted one that only asks to be spared', pod(), [node('a', { taints: [{ key: 'gpu', effect: 'PreferNoSchedule' }] })], 'a'],
])('%s', (_name, one, nodes, expected) => {
  expect(planPlacement(one, nodes)).toEqual({ fits: true, node: expected })
})

test.each<readonly [string, Pod, readonly Candidate[], string]>([
  ['no nodes', pod(), [], 'no nodes available to schedule pods'],
  ['no room', pod({ cpu: '5', memory: '9Gi' }), [node('a'), node('b')], '0/2 nodes are available: 2 Insufficient cpu, 2 Insufficient memory. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.'],
  ['too many pods', pod(), [node('a', { pods: '1', used: { pods: 1 } })], '0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.'],
  ['no such label', pod({}, { nodeSelector: { disk: 'ssd' } }), [node('a')], "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."],
  ['each its own reason', pod({ cpu: '5' }), [node('a', { cordoned: true }), node('b', { taints: [{ key: 'gpu', value: 'a', effect: 'NoSchedule' }] }), node('c')], '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {gpu: a}, 1 node(s) were unschedulable. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.'],
  ['not ready', pod(), [node('a', { ready: false })], '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.'],
])('says why not: %s', (_name, one, nodes, message) => {
  expect(planPlacement(one, nodes)).toEqual({ fits: false, message })
})
