import { useSyncExternalStore } from 'react'
import { useCluster, type ClusterState } from './cluster-store.ts'

/** Figures and lists that change faster than this (ms) can't be read. */
const PACE = 200

const listeners = new Set<() => void>()
let end = () => {}
let told = -PACE
let timer: ReturnType<typeof setTimeout> | undefined

function tell(): void {
  timer = undefined
  told = performance.now()
  for (const listener of [...listeners]) listener()
}

function hear(): void {
  timer ??= setTimeout(tell, Math.max(0, told + PACE - performance.now()))
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) end = useCluster.subscribe(hear)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    end()
    clearTimeout(timer)
    timer = undefined
  }
}

/**
 * A part of the cluster, told at once after a rest and else five times a second: while thousands of changes come, words need not be
 * set in every frame. Whoever is drawn in between for another reason sees what is true then.
 */
export function useCalmCluster<Part>(pick: (state: ClusterState) => Part): Part {
  return useSyncExternalStore(subscribe, () => pick(useCluster.getState()))
}
