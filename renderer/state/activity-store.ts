import { create } from 'zustand'
import type { Gesture } from '../../shared/gesture/index.ts'
import type { ApiCall } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { bridge } from './bridge.ts'
import { changeOf, clientName, joinCreations, listingOf } from './client-calls.ts'
import { clusterNow, useCluster } from './cluster-store.ts'
import { findTargets } from './find-objects.ts'
import { notifyChanges, type SeenChange } from './notice-store.ts'
import { offerListing } from './offer-store.ts'
import { useQuestion } from './question-store.ts'

/** Older rows are forgotten. */
const KEPT = 2_000
/** A question that stands so long (ms) was meant. */
const SETTLED_MS = 1_000

/** Something that was asked of the cluster or done to it: a call that a client made, or a gesture of the person in the window. */
export type Activity = { readonly key: number; /** Cluster clock, ms since 1970. */ readonly time: number } & (
  | { readonly by: 'client'; readonly call: ApiCall }
  /** `refused` is Kubernetes' reason (`Forbidden`) when it was. */
  | { readonly by: 'window'; readonly gesture: Gesture; readonly refused?: string }
)

/** Oldest first. */
export const useActivity = create<{ readonly rows: readonly Activity[] }>(() => ({ rows: [] }))

let next = 1

/** Puts a gesture of the person's into the list; a question replaces one that stands last in it. */
export function recordGesture(gesture: Gesture, refused?: string): void {
  const { rows } = useActivity.getState()
  const last = rows.at(-1)
  const kept = gesture.do === 'ask' && last?.by === 'window' && last.gesture.do === 'ask' ? rows.slice(0, -1) : rows
  const row = { key: next++, time: clusterNow(), by: 'window', gesture, ...(refused === undefined ? {} : { refused }) } as const
  useActivity.setState({ rows: [...kept, row].slice(-KEPT) })
}

function recordCalls(calls: readonly ApiCall[]): void {
  const added = calls.map((call) => ({ key: next++, time: call.time, by: 'client', call }) as const)
  useActivity.setState(({ rows }) => ({ rows: [...rows, ...added].slice(-KEPT) }))
  notifyChanges(joinCreations(calls).flatMap((call): readonly SeenChange[] => {
    const change = changeOf(call)
    return change === null ? [] : [{ who: clientName(call.userAgent), change, objects: namesOf(call) }]
  }))
  for (const call of calls) {
    const listing = listingOf(call)
    if (listing !== null) offerListing(listing)
  }
}

/** What a call was about, as `kind/name` where the window knows it, and as the path says it otherwise. */
function namesOf(call: ApiCall): readonly string[] {
  const found = call.verb === 'deletecollection' ? [] : findTargets(useCluster.getState().replica, call)
  if (found.length > 0) return found.map(formatRef)
  const { resource = '', name = '' } = call.target ?? {}
  return [name === '' ? resource : `${resource}/${name}`]
}

/** Follows the calls of API clients and the person's questions. Returns what ends it. */
export function followActivity(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const endCalls = bridge.on('activity:calls', recordCalls)
  const endQuestions = useQuestion.subscribe(({ text, scope, asked, error }, before) => {
    if (text === before.text && scope === before.scope) return
    clearTimeout(timer)
    if (error !== null || (!asked && scope === null)) return
    timer = setTimeout(() => recordGesture({ do: 'ask', selector: text, scope }), SETTLED_MS)
  })
  void bridge.request('activity:subscribe', undefined)
  return () => {
    clearTimeout(timer)
    endCalls()
    endQuestions()
  }
}
