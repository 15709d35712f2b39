import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { createBatchPacker } from '../../shared/ipc/pack-batch.ts'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { matches, type Words } from '../../shared/selector/index.ts'

/** The main process, as far as the window's state needs one. */
const { tell } = vi.hoisted(() => {
  const listeners = new Map<string, (fact: unknown) => void>()
  const on = (name: string, listener: (fact: unknown) => void) => {
    listeners.set(name, listener)
    return () => listeners.delete(name)
  }
  vi.stubGlobal('window', { podscape: { on, request: () => Promise.resolve() } })
  vi.stubGlobal('requestAnimationFrame', () => 0)
  vi.stubGlobal('cancelAnimationFrame', () => {})
  return { tell: (batch: PackedBatch) => listeners.get('cluster:changed')?.(structuredClone(batch)) }
})
const { askText, followCluster, followMatches, POD_STATES, setScope, useCluster, useQuestion } = await import('../state/index.ts')
const { createLayout, createTally, matchedPopulation, wholePopulation } = await import('../graph/index.ts')
const { matchPods } = await import('../state/matches.ts')
const { createReplica } = await import('../state/replica.ts')
const { createLooks } = await import('./looks.ts')

const NAMESPACES = ['a', 'b', 'kube-system']
const namespaceNamed = (name: string): ObjectSummary => ({ uid: `n-${name}`, apiVersion: 'v1', kind: 'Namespace', namespace: '', name, labels: {}, created: 0, terminating: false })

const podChange = fc.record({
  what: fc.constantFrom('put' as const, 'put' as const, 'drop' as const), id: fc.nat(60), state: fc.constantFrom(...POD_STATES), env: fc.constantFrom('prod', 'dev', null),
})
const round = fc.record({
  changes: fc.array(podChange, { maxLength: 12 }),
  ask: fc.option(fc.record({ text: fc.constantFrom('', 'env', 'env=prod', '!env', 'env notin (prod)'), scope: fc.constantFrom(null, ...NAMESPACES) })),
})

type Change = typeof podChange extends fc.Arbitrary<infer Value> ? Value : never

/** What one change does to what there is. */
function change(truth: Map<string, ObjectSummary>, { what, id, state, env }: Change): string {
  const uid = `p${id}`
  if (what === 'drop') truth.delete(uid)
  else {
    truth.set(uid, {
      uid, apiVersion: 'v1', kind: 'Pod', namespace: NAMESPACES[id % NAMESPACES.length] ?? '', name: `pod-${id}`, labels: env === null ? {} : { env }, created: 0, terminating: false,
      pod: { state, status: state, ip: '', node: '', restarts: 0, readyContainers: 0, containers: [] },
    })
  }
  return uid
}

type Replica = ReturnType<typeof createReplica>

/** What is drawn of each pod, by its uid, and of each namespace, by its name: all of a picture but where it is. */
function pictured(replica: Replica, matched: Words, counts: ReturnType<typeof createTally>, kept: ReturnType<typeof createLooks>) {
  const { pods, namespaces } = replica
  const looks = kept.of({ pods, matched, mode: 'dim', selected: null })
  const slots = Array.from({ length: pods.capacity }, (_, slot) => slot).filter((slot) => pods.alive[slot] === 1)
  return {
    pods: new Map(slots.map((slot) => [pods.at(slot)?.uid, looks[slot]])),
    splits: new Map([...counts.splits].map(([index, split]) => [namespaces[index]?.name, split])),
    matched: counts.matched,
  }
}

test('after any changes and questions the picture is the one made at once of what there is', () => {
  const ends = [followCluster(), followMatches()]
  fc.assert(fc.property(fc.array(round, { maxLength: 15 }), (rounds) => {
    const truth = new Map(NAMESPACES.map(namespaceNamed).map((object) => [object.uid, object]))
    const pack = createBatchPacker()
    tell(pack({ revision: 1, now: 0, reset: true, changed: [...truth.values()], removed: [] }, false))
    const { replica } = useCluster.getState()
    const layout = createLayout()
    const tally = createTally(POD_STATES.length)
    const looks = createLooks()
    layout.follow(wholePopulation(replica.pods, replica.namespaces), null)
    for (const { changes, ask } of rounds) {
      const uids = new Set(changes.map((one) => change(truth, one)))
      const changed = [...uids].flatMap((uid) => truth.get(uid) ?? [])
      tell(pack({ revision: 2, now: 0, reset: false, changed, removed: [...uids].filter((uid) => !truth.has(uid)) }, false))
      const { slots } = useCluster.getState().change
      layout.follow(wholePopulation(replica.pods, replica.namespaces), slots)
      if (ask !== null) {
        askText(ask.text)
        setScope(ask.scope)
      }
      const { matches: answer, selector, scope } = useQuestion.getState()
      const now = { pods: replica.pods, matched: answer.words, mode: 'dim', selected: null } as const
      looks.follow(now, slots)
      if (ask !== null) {
        looks.stale()
        tally.rematch(answer.words)
      }
      tally.follow(now, new Set(slots))

      const fresh = createReplica()
      fresh.apply({ revision: 2, now: 0, reset: true, changed: [...truth.values()], removed: [] })
      const counted = createTally(POD_STATES.length)
      const found = matchPods(fresh, selector, scope)
      counted.recount({ pods: fresh.pods, matched: found.words })
      const fromScratch = createLooks()
      fromScratch.follow({ ...now, pods: fresh.pods, matched: found.words }, null)
      const picture = pictured(replica, answer.words, tally, looks)
      expect(picture).toEqual(pictured(fresh, found.words, counted, fromScratch))

      const scanned = [...truth.values()].filter(({ kind, namespace, labels }) => kind === 'Pod' && (scope === null || namespace === scope) && matches(selector, labels)).length
      expect([picture.matched, answer.matched, found.matched]).toEqual([scanned, scanned, scanned])
      const alone = createLayout()
      alone.follow(matchedPopulation(replica.pods, replica.namespaces, answer.words), null)
      expect(alone.pods).toBe(scanned)

      const laidOut = new Map([...layout.boxes.values()].flatMap((box) => [...box.podAt].filter((slot) => slot >= 0).map((slot) => [replica.pods.at(slot)?.uid, replica.namespaces[box.namespace]?.name])))
      expect(layout.pods).toBe(fresh.pods.count)
      expect(laidOut).toEqual(new Map([...truth.values()].filter(({ kind }) => kind === 'Pod').map(({ uid, namespace }) => [uid, namespace])))
    }
  }))
  ends.forEach((end) => end())
})
