import { expect, test } from 'vitest'
import type { Node, Pod } from '../../shared/model/index.ts'
import type { Candidate, Surroundings } from './candidate.ts'
import type { Amount } from './resources.ts'
import { planPlacement } from './scheduler-plan.ts'

interface Given {
  readonly used?: Amount
  readonly on?: readonly Pod[]
  readonly labels?: Readonly<Record<string, string>>
  readonly taints?: readonly { readonly key: string; readonly effect: string; readonly value?: string }[]
  readonly cordoned?: boolean
  readonly ready?: boolean
  readonly pods?: string
}

function node(name: string, { used = {}, on = [], labels = {}, taints = [], cordoned = false, ready = true, pods = '110' }: Given = {}): Candidate {
  const object: Node = {
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels },
    spec: { taints, unschedulable: cordoned },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods }, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
  const shunning = on.filter((one) => one.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined)
  return { node: object, used: { cpu: 0, memory: 0, pods: on.length, ...used }, pods: on, shunning }
}

const around: Surroundings = { labelsOfNamespace: () => ({}), findClaim: () => undefined, freeVolumes: () => [] }

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
  expect(planPlacement(one, nodes, around)).toEqual({ fits: true, node: expected })
})

test.each<readonly [string, Pod, readonly Candidate[], string]>([
  ['no nodes', pod(), [], 'no nodes available to schedule pods'],
  ['no room', pod({ cpu: '5', memory: '9Gi' }), [node('a'), node('b')], '0/2 nodes are available: 2 Insufficient cpu, 2 Insufficient memory. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.'],
  ['too many pods', pod(), [node('a', { pods: '1', used: { pods: 1 } })], '0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.'],
  ['no such label', pod({}, { nodeSelector: { disk: 'ssd' } }), [node('a')], "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."],
  ['each its own reason', pod({ cpu: '5' }), [node('a', { cordoned: true }), node('b', { taints: [{ key: 'gpu', value: 'a', effect: 'NoSchedule' }] }), node('c')], '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {gpu: a}, 1 node(s) were unschedulable. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.'],
  ['not ready', pod(), [node('a', { ready: false })], '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.'],
])('says why not: %s', (_name, one, nodes, message) => {
  expect(planPlacement(one, nodes, around)).toEqual({ fits: false, message })
})

const labelled = (app: string, spec: object = {}, more: object = {}): Pod => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: app, namespace: 'default', labels: { app } }, spec: { containers: [{ name: 'a' }], ...spec }, ...more,
})
const term = (app: string, topologyKey = 'zone') => ({ labelSelector: { matchLabels: { app } }, topologyKey })
const required = (kind: string, ...terms: readonly object[]) => ({ affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms } } })
const nodes = (...on: readonly (readonly Pod[])[]) => on.map((pods, index) => node(`n${index + 1}`, { labels: { zone: `z${index + 1}`, 'kubernetes.io/hostname': `n${index + 1}` }, on: pods }))
const spread = (maxSkew: number, more: object = {}) => ({ topologySpreadConstraints: [{ maxSkew, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more }] })
const useless = (count: number) => `preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`
const noVictims = (count: number) => `preemption: 0/${count} nodes are available: ${count} No preemption victims found for incoming pod.`
const terms = (...expressions: readonly object[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: expressions } } } })

test.each<readonly [string, Pod, readonly Candidate[], string]>([
  ['near its like', labelled('web', required('podAffinity', term('db'))), nodes([], [labelled('db')]), 'n2'],
  ['anywhere as the first of its kind', labelled('web', required('podAffinity', term('web'))), nodes([], []), 'n1'],
  ['away from its like', labelled('web', required('podAntiAffinity', term('web'))), nodes([labelled('web')], []), 'n2'],
  ['away from those that will not have it', labelled('web'), nodes([labelled('db', required('podAntiAffinity', term('web')))], []), 'n2'],
  ['where the fewest of its kind are', labelled('web', spread(1)), nodes([labelled('web')], [labelled('web')], []), 'n3'],
  ['by an expression', labelled('web', terms({ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['z1'] }] })), nodes([], []), 'n2'],
  ['by a field', labelled('web', terms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n2'] }] })), nodes([], []), 'n2'],
  ['by a wish', labelled('web', { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['z2'] }] } }] } } }), nodes([], []), 'n2'],
  ['near by a wish', labelled('web', { affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term('db') }] } } }), nodes([], [labelled('db')]), 'n2'],
])('goes %s', (_name, one, all, expected) => {
  expect(planPlacement(one, all, around)).toEqual({ fits: true, node: expected })
})

test.each<readonly [string, Pod, readonly Candidate[], string]>([
  ['no one to be near to', labelled('web', required('podAffinity', term('db'))), nodes([], []), `0/2 nodes are available: 2 node(s) didn't match pod affinity rules. ${useless(2)}`],
  ['its like everywhere', labelled('web', required('podAntiAffinity', term('web'))), nodes([labelled('web')]), `0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. ${noVictims(1)}`],
  ['not welcome', labelled('web'), nodes([labelled('db', required('podAntiAffinity', term('web')))]), `0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules. ${noVictims(1)}`],
  ['too uneven', labelled('web', { ...spread(1), nodeSelector: {}, tolerations: [] }), [...nodes([labelled('web')]), node('n2', { labels: { zone: 'z2' }, cordoned: true })], "0/2 nodes are available: 1 node(s) didn't match pod topology spread constraints, 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling."],
  ['too few domains', labelled('web', spread(1, { minDomains: 2 })), nodes([labelled('web')]), `0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints. ${noVictims(1)}`],
  ['no label to spread by', labelled('web', spread(1)), [node('n1')], `0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label). ${useless(1)}`],
  ['a port that is taken', labelled('web', { containers: [{ name: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }] }), nodes([labelled('x', { containers: [{ name: 'a', ports: [{ containerPort: 8080, hostPort: 80 }] }] })]), `0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. ${noVictims(1)}`],
  ['another node', labelled('web', { nodeName: 'n9' }), nodes([]), `0/1 nodes are available: 1 node(s) didn't match the requested node name. ${useless(1)}`],
  ['a daemon of another node', labelled('web', terms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n2'] }] })), [...nodes([]), node('n2', { cordoned: true })], "0/2 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity], 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."],
  ['a claim that is not there', labelled('web', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }), nodes([], []), `0/2 nodes are available: persistentvolumeclaim "data" not found. ${useless(2)}`],
  ['no preemption wanted', pod({ cpu: '5' }, { preemptionPolicy: 'Never' }), [node('a')], '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.'],
])('finds no place: %s', (_name, one, all, message) => {
  expect(planPlacement(one, all, around)).toEqual({ fits: false, message })
})

test('the least important pods make way, and no more of them than must', () => {
  const running = (name: string, cpu: string, priority: number): Pod => ({ ...pod({ cpu }, { priority }), metadata: { name } })
  const full = [
    node('a', { used: { cpu: 4, pods: 2 }, on: [running('low', '3', 1), running('mid', '1', 5)] }),
    node('b', { used: { cpu: 4, pods: 1 }, on: [running('high', '4', 50)] }),
  ]
  const placement = planPlacement(pod({ cpu: '2' }, { priority: 10 }), full, around)
  expect(placement).toMatchObject({ fits: false, message: '0/2 nodes are available: 2 Insufficient cpu.', preempt: { node: 'a' } })
  expect(placement.fits ? [] : placement.preempt?.victims.map((victim) => victim.metadata.name)).toEqual(['low'])
})
