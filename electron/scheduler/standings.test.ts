import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import type { Surroundings } from './candidate.ts'
import { createNodeInfos } from './node-infos.ts'
import { planPlacement } from './scheduler-plan.ts'
import { createStandings } from './standings.ts'

const around: Surroundings = { labelsOfNamespace: () => ({}), findClaim: () => undefined, freeVolumes: () => [] }

const specs = [
  { containers: [{ name: 'a', resources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
  { containers: [{ name: 'a' }] },
  { containers: [{ name: 'a' }], nodeSelector: { disk: 'ssd' } },
  { containers: [{ name: 'a' }], tolerations: [{ key: 'gpu', operator: 'Exists' }] },
  { containers: [{ name: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }] },
  { containers: [{ name: 'a' }], affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'b' } } }] } } },
].map((spec) => Object.freeze(spec))

function node(index: number, more: { readonly ssd: boolean; readonly taint: string; readonly cpu: number }): StoredObject<Node> {
  const taints = more.taint === '' ? [] : [{ key: 'gpu', effect: more.taint }]
  return {
    apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${index}`, labels: { zone: `z${index % 2}`, ...(more.ssd ? { disk: 'ssd' } : {}) } },
    spec: { taints }, status: { allocatable: { cpu: String(more.cpu), memory: '4Gi', pods: '6' }, conditions: [{ type: 'Ready', status: 'True' }] },
  } as unknown as StoredObject<Node>
}

const nodes = fc.array(fc.record({ ssd: fc.boolean(), taint: fc.constantFrom('', '', 'NoSchedule', 'PreferNoSchedule'), cpu: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 6 })
const turns = fc.array(
  fc.record({ spec: fc.nat(specs.length - 1), owner: fc.constantFrom('a', 'b', ''), times: fc.integer({ min: 1, max: 8 }), gone: fc.option(fc.nat(20), { nil: undefined }) }),
  { minLength: 2, maxLength: 12 },
)

test('every pod goes where it would go if all nodes were looked at anew', () => {
  let taken = 0
  fc.assert(fc.property(nodes, turns, (given, steps) => {
    const all = given.map((one, index) => node(index, one))
    const infos = createNodeInfos()
    const placeNext = createStandings()
    const placed: StoredObject<Pod>[] = []
    const lone = (uid: string, { owner, spec }: (typeof steps)[number]) => ({
      apiVersion: 'v1', kind: 'Pod',
      metadata: { name: uid, namespace: 'default', uid, labels: { app: owner }, ...(owner === '' ? {} : { ownerReferences: [{ uid: owner, controller: true }] }) },
      spec: Object.freeze({ ...specs[spec] }),
    }) as unknown as StoredObject<Pod>
    for (const step of steps) {
      for (let time = 0; time < step.times; time++) {
        const pod = lone(`pod-${placed.length}`, step)
        const candidates = infos.candidatesFor(pod, all)
        const wanted = planPlacement(pod, candidates, around)
        const next = placeNext(pod, candidates, around)
        taken += next === undefined ? 0 : 1
        expect(next === undefined ? wanted : { fits: true, node: next }).toEqual(wanted)
        if (wanted.fits) infos.assume(pod, wanted.node)
        placed.push(pod)
      }
      const gone = step.gone === undefined ? undefined : placed[step.gone]
      if (gone !== undefined) infos.observe({ type: 'DELETED', resource: 'pods', namespace: 'default', name: gone.metadata.name, revision: 1, object: gone, previous: gone })
    }
  }), { numRuns: 300 })
  expect(taken).toBeGreaterThan(100)
})
