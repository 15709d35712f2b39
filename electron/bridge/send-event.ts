import type { WebContents } from 'electron'
import type { EventName, Events } from '../../shared/ipc/contract.ts'

/** Sends a fact to a window, if it is still there. */
export function sendEvent<Name extends EventName>(window: WebContents, name: Name, event: Events[Name]): void {
  if (!window.isDestroyed()) window.send(`event:${name}`, event)
}
