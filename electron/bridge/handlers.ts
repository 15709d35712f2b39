import { BrowserWindow, clipboard, dialog, type WebContents } from 'electron'
import type { CommandReport, EventName, Events, Start } from '../../shared/ipc/contract.ts'
import { StatusError } from '../../shared/status/index.ts'
import type { Cluster, Done } from '../cluster/index.ts'
import type { SettingsFile } from '../window/index.ts'
import { sendBatches } from './batches.ts'
import type { FileGrants } from './file-grants.ts'
import type { Handlers } from './gate.ts'
import type { Imports } from './imports.ts'
import { describeObject } from './object-detail.ts'

/** What of the program takes a while to start. */
export interface Running {
  readonly cluster: Cluster
  readonly imports: Imports
}

interface Parts {
  /** The window is there before it: requests that need it wait. */
  readonly running: Promise<Running>
  readonly grants: FileGrants
  readonly settings: SettingsFile
  /** What the window is opened with. */
  readonly start: () => Omit<Start, 'settings'>
}

/** Sends a fact to a window, if it is still there. */
export function sendEvent<Name extends EventName>(window: WebContents, name: Name, event: Events[Name]): void {
  if (!window.isDestroyed()) window.send(`event:${name}`, event)
}

/** Answers to the window's requests. */
export function createHandlers({ running, grants, settings, start }: Parts): Handlers {
  const followers = new Map<WebContents, AbortController>()
  const unfollow = (window: WebContents) => {
    followers.get(window)?.abort()
    followers.delete(window)
  }

  return {
    'window:start': () => ({ ...start(), settings: settings.read() }),
    'settings:save': (change) => settings.write(change),
    'cluster:subscribe': async (_input, sender) => {
      const { cluster } = await running
      if (sender.isDestroyed()) return
      unfollow(sender)
      const follower = new AbortController()
      followers.set(sender, follower)
      sender.once('destroyed', () => unfollow(sender))
      sendBatches(cluster, (batch) => sendEvent(sender, 'cluster:changed', batch), follower.signal)
    },
    'object:get': async (ref) => describeObject((await running).cluster, ref),
    'object:label': async ({ refs, ...change }) => reportCommand((await running).cluster.label(refs, change), 'labeled'),
    'object:delete': async ({ refs }) => reportCommand((await running).cluster.delete(refs), 'deleted'),
    'manifests:choose': async (_input, sender) => {
      const window = BrowserWindow.fromWebContents(sender)
      if (window === null) return null
      const chosen = await dialog.showOpenDialog(window, {
        properties: ['openFile', 'multiSelections'],
        filters: [{ name: 'Kubernetes', extensions: ['yaml', 'yml', 'json'] }, { name: '*', extensions: ['*'] }],
      })
      return chosen.filePaths.length === 0 ? null : { token: grants.grant(chosen.filePaths) }
    },
    'manifests:import': async ({ source, namespace }, sender) => {
      const { imports } = await running
      return imports.run(source, namespace, (progress) => sendEvent(sender, 'manifests:progress', progress))
    },
    'manifests:cancel': async ({ id }) => (await running).imports.cancel(id),
    'history:undo': async ({ undo }) => reportUndo((await running).cluster, undo),
    'clipboard:write': ({ text }) => clipboard.writeText(text),
  }
}

/** Carries a command out and says what became of it, in the words kubectl prints. A bug stays loud. */
async function reportCommand(command: Promise<Done>, verb: 'labeled' | 'deleted'): Promise<CommandReport> {
  try {
    const { objects, undo } = await command
    return { accepted: true, verb: undo === undefined ? 'unchanged' : verb, objects: objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`), ...(undo === undefined ? {} : { undo }) }
  } catch (error) {
    return refusal(error)
  }
}

async function reportUndo(cluster: Cluster, step: string | undefined): Promise<CommandReport> {
  try {
    const { command } = await cluster.undo(step)
    return { accepted: true, verb: 'undone', objects: [command] }
  } catch (error) {
    return refusal(error)
  }
}

function refusal(error: unknown): CommandReport {
  if (error instanceof StatusError) return { accepted: false, reason: error.status.reason ?? '', message: error.message }
  throw error
}
