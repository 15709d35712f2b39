import type { Bridge } from '../../shared/ipc/contract.ts'

declare global {
  interface Window {
    readonly podscape: Bridge
  }
}

/** The way to the main process. Nothing outside this folder touches it. */
export const bridge: Bridge = window.podscape
