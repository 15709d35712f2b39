import { BrowserWindow, clipboard, dialog, type WebContents } from 'electron'
import type { CommandReport, Opening, Start } from '../../shared/ipc/contract.ts'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { formatRef } from '../../shared/model/index.ts'
import { StatusError } from '../../shared/status/index.ts'
import type { PodAccess } from '../apiserver/index.ts'
import type { Cluster, Done } from '../cluster/index.ts'
import type { ManifestReader } from '../manifest/index.ts'
import type { SettingsFile } from '../settings/index.ts'
import type { ActivityFeed } from './activity-feed.ts'
import { sendBatches, sendPicture } from './batches.ts'
import { editObject } from './edit-object.ts'
import type { FileGrants } from './file-grants.ts'
import { createFollowers } from './followers.ts'
import type { Handlers } from './gate.ts'
import type { Imports } from './imports.ts'
import { describeObject } from './object-detail.ts'
import type { KeptPicture } from './picture-bytes.ts'
import { describeLog } from './pod-log.ts'
import { sendEvent } from './send-event.ts'
import { createTerminalHandlers, type TerminalParts } from './terminal-requests.ts'

/** What of the program takes a while to start. */
export interface Running {
  readonly cluster: Cluster
  readonly imports: Imports
}

interface Parts extends TerminalParts {
  /** The window is there before it: requests that need it wait. */
  readonly running: Promise<Running>
  /** What a window is shown until then. */
  readonly kept: () => Promise<KeptPicture | undefined>
  /** The way into the pods, once the cluster is going. */
  readonly pods: Promise<Pick<PodAccess, 'readLog'>>
  readonly reader: ManifestReader
  readonly grants: FileGrants
  readonly settings: SettingsFile
  readonly activity: ActivityFeed
  /** What the window is opened with. */
  readonly start: () => Omit<Start, 'settings'>
  /** Hands over what other starts ask for, until the signal aborts. */
  readonly followOpenings: (tell: (opening: Opening) => void, signal: AbortSignal) => void
  /** Called when a window has been sent what was kept. */
  readonly onKeptSent: () => void
  /** Called whenever a window shows the cluster, or what was kept of it. */
  readonly onPicture: () => void
}

/** Answers to the window's requests. */
export function createHandlers({ running, kept, pods, reader, grants, settings, activity, start, followOpenings, onKeptSent, onPicture, ...terminal }: Parts): Handlers {
  const followCluster = createFollowers()
  const taking = new WeakMap<WebContents, (batches: number) => void>()
  const followActivity = createFollowers()
  const followStarts = createFollowers()

  return {
    'window:start': () => ({ ...start(), settings: settings.read() }),
    'opening:subscribe': (_input, sender) => followOpenings((opening) => sendEvent(sender, 'window:open', opening), followStarts(sender)),
    'settings:save': (change) => settings.write(change),
    'cluster:subscribe': async (_input, sender) => {
      const signal = followCluster(sender)
      const send = (batch: PackedBatch) => sendEvent(sender, 'cluster:changed', batch)
      const picture = await Promise.race([running.then(() => undefined), kept()])
      if (picture !== undefined) {
        await sendPicture(picture, send, signal)
        onKeptSent()
      }
      const { cluster } = await running
      if (!signal.aborted) taking.set(sender, sendBatches(cluster, send, signal, picture))
    },
    'cluster:taken': ({ batches }, sender) => {
      onPicture()
      taking.get(sender)?.(batches)
    },
    'object:get': async (ref) => describeObject((await running).cluster, ref),
    'pod:log': async (input) => describeLog((await running).cluster, await pods, input),
    'object:label': async ({ refs, ...change }) => reportCommand((await running).cluster.label(refs, change), 'labeled'),
    'object:edit': async (input) => editObject((await running).cluster, reader, input),
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
    'activity:subscribe': (_input, sender) => activity.follow((calls) => sendEvent(sender, 'activity:calls', calls), followActivity(sender)),
    ...createTerminalHandlers(terminal),
  }
}

/** Carries a command out and says what became of it, in the words kubectl prints. A bug stays loud. */
async function reportCommand(command: Promise<Done>, verb: 'labeled' | 'deleted'): Promise<CommandReport> {
  try {
    const { objects, undo } = await command
    return { accepted: true, verb: undo === undefined ? 'unchanged' : verb, objects: objects.map(({ kind, metadata: { name } }) => formatRef({ kind, name })), ...(undo === undefined ? {} : { undo }) }
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
