import type { Kubectl, Terminals } from '../terminal/index.ts'
import { createFollowers } from './followers.ts'
import type { Handlers } from './gate.ts'
import { sendEvent } from './send-event.ts'

export interface TerminalParts {
  readonly terminals: Terminals
  readonly kubectl: Kubectl
  /** Why there is no API server; undefined when there is one. */
  readonly serverFailure: Promise<string | undefined>
}

type TerminalRequest = 'terminal:open' | 'terminal:write' | 'terminal:resize' | 'terminal:drawn' | 'terminal:close'

/** Answers to what the window asks of its terminal. A window has one, which ends with it. */
export function createTerminalHandlers({ terminals, kubectl, serverFailure }: TerminalParts): Pick<Handlers, TerminalRequest> {
  const follow = createFollowers()
  return {
    'terminal:open': async (size, sender) => {
      const gone = follow(sender)
      const failure = await serverFailure
      const provided = kubectl.provide((state) => sendEvent(sender, 'terminal:kubectl', state))
      const { id, shell } = await terminals.open(size, {
        onData: (from, text) => sendEvent(sender, 'terminal:data', { id: from, text }),
        onExit: (from, code) => sendEvent(sender, 'terminal:exit', { id: from, code }),
      })
      if (gone.aborted) terminals.close(id)
      else gone.addEventListener('abort', () => terminals.close(id), { once: true })
      return { id, shell, kubectl: provided, ...(failure === undefined ? {} : { serverFailure: failure }) }
    },
    'terminal:write': ({ id, text }) => terminals.write(id, text),
    'terminal:resize': ({ id, size }) => terminals.resize(id, size),
    'terminal:drawn': ({ id, characters }) => terminals.drawn(id, characters),
    'terminal:close': ({ id }) => terminals.close(id),
  }
}
