import type { Bridge, Input, Output, RequestName } from '../../shared/ipc/contract.ts'

declare global {
  interface Window {
    readonly podscape: Bridge
  }
}

async function request<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
  const answer = await window.podscape.request(name, input)
  return (answer === undefined ? undefined : JSON.parse(answer)) as Output<Name>
}

/** The way to the main process. Nothing outside this folder touches it. */
export const bridge = { request, on: window.podscape.on, droppedFiles: window.podscape.droppedFiles }
