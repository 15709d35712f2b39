import { randomInt, randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { app, Menu, type BrowserWindow } from 'electron'
import type { Opening } from '../shared/ipc/contract.ts'
import type { Activity } from './apiserver/index.ts'
import { createActivityFeed, createFileGrants, createHandlers, createImports, keepPicture, type KeptPicture, openGate, readPicture, type Running } from './bridge/index.ts'
import { type Clock, type Cluster, createClock, createCluster, createPace, KUBERNETES_VERSION } from './cluster/index.ts'
import { createDemoLog, isLive, parseDemoSize } from './demo/index.ts'
import { createManifestReader } from './manifest/index.ts'
import { openSettings } from './settings/index.ts'
import { createLevelLog } from './store/index.ts'
import { openTerminals } from './terminal/index.ts'
import { buildMenu, reviveWindow, saveScreenshot, type CommandLine, type Starts } from './window/index.ts'

/** Where programs are kept that are fetched once. */
function cacheFolder(): string {
  return process.env['PODSCAPE_CACHE_DIR'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'podscape')
}

/** Milliseconds for which the cluster waits until the window is sent it and shows it: a window that fails must not hold it up for good. */
const patience = 10_000

/** How many pods of a made-up cluster are shown in place of the person's own, if any. */
type Demo = number | undefined

/** The person's own cluster lives, and a made-up one up to a size. */
const lives = (demo: Demo) => demo === undefined || isLive(demo)

interface OpeningParts {
  readonly demo: Demo
  readonly data: string
  readonly clock: Clock
  /** Resolves when the window's page is there. */
  readonly loaded: Promise<void>
}

/** The cluster while it opens. */
interface OpeningCluster {
  readonly cluster: Promise<Cluster>
  /** What a window is shown until then. */
  readonly kept: () => Promise<KeptPicture | undefined>
  /** To be called when a window has been sent it. */
  readonly tellKeptSent: () => void
  /** Keeps what there is to be kept and closes the cluster, as far as it is open. */
  close(before: Promise<void>): Promise<void>
}

/** Opens the cluster. Its log takes a while to read, and what was kept of it reaches the window first. */
function openCluster({ demo, data, clock, loaded }: OpeningParts): OpeningCluster {
  const log = demo === undefined ? createLevelLog(join(data, 'store')) : createDemoLog({ pods: demo, now: clock.now(), seed: demo })
  // It lies with the log, so that it is never taken for another's.
  const pictureFile = join(data, 'store', 'picture')
  let kept = demo === undefined ? loaded.then(() => readPicture(pictureFile, clock.now())) : loaded.then(() => undefined)
  let tellKeptSent = () => {}
  const keptSent = new Promise<void>((resolve) => {
    tellKeptSent = resolve
  })
  const cluster = kept.then((picture) => (picture === undefined ? undefined : Promise.race([keptSent, setTimeout(patience)]))).then(() => createCluster({ log, clock, seed: randomInt(2 ** 32), pace: createPace(() => performance.now(), setImmediate) }))
  let isOpen = false
  const keeper = cluster.then(async (opened) => {
    isOpen = true
    const revision = (await kept)?.revision
    kept = Promise.resolve(undefined)
    return demo === undefined ? keepPicture(opened, pictureFile, revision) : undefined
  })
  return {
    cluster, tellKeptSent,
    kept: () => kept,
    // Until the cluster is open nothing has been written, and nobody waits for the log to be read to its end.
    close: async (before) => {
      const closed = before.then(() => keeper).then((picture) => picture?.end()).then(() => cluster).then((opened) => opened.close())
      if (isOpen) await closed
    },
  }
}

interface ServingParts {
  readonly cluster: Promise<Cluster>
  readonly demo: Demo
  readonly data: string
  readonly kubeconfig: string
  readonly onActivity: (activity: Activity) => void
  readonly signal: AbortSignal
}

/** Sets the cluster going and serves its API. A large one is busy when it is set going, so the window's picture comes first. */
function serveCluster({ cluster, demo, data, kubeconfig, onActivity, signal }: ServingParts) {
  let showPicture = () => {}
  const shown = new Promise<void>((resolve) => {
    showPicture = resolve
    void cluster.then(() => setTimeout(patience)).finally(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const controlPlane = shown.then(() => import('./control-plane.ts'))
  const pods = Promise.all([cluster, controlPlane]).then(([opened, { startSimulation }]) => startSimulation(opened, lives(demo), signal))
  const serving = Promise.all([cluster, pods]).then(([opened, access]) => ({ cluster: opened, pods: access, ending: signal, onActivity }))
  // Who asks while the cluster is still being opened waits, and isn't refused.
  const server = controlPlane.then(({ startApiServer }) => startApiServer(serving, { folder: join(data, 'api'), kubeconfig, wallTime: Date.now() }))
  return {
    pods,
    /** Called whenever a window shows the cluster, or what was kept of it. */
    onPicture: () => showPicture(),
    // The window is of use without it: the terminal says why it isn't there.
    serverFailure: server.then(() => undefined, (error: Error) => error.message),
    closeServer: () => server.then((listening) => listening.close(), () => {}),
  }
}

interface ProgramOptions {
  readonly window: BrowserWindow
  /** Resolves when the window's page is there. */
  readonly loaded: Promise<void>
  readonly commandLine: CommandLine
  /** This start's and others'. */
  readonly starts: Starts
  /** Where the person's own settings are, whatever cluster is shown. */
  readonly ownData: string
}

/** Starts what the window shows: its requests are answered as soon as this returns, its cluster is there when it is open. */
export async function startProgram({ window, loaded, commandLine, starts, ownData }: ProgramOptions): Promise<void> {
  const asksDemo = commandLine.demo === undefined ? undefined : parseDemoSize(commandLine.demo)
  if (asksDemo?.ok === false) {
    console.error(`${asksDemo.error}\nUsage: podscape [FILE-OR-FOLDER...] [--selector=SEL] [--namespace=NS] [--demo=N]`)
    app.exit(2)
    return
  }
  const demo = asksDemo?.value
  const data = app.getPath('userData')
  const kubeconfig = join(data, 'kubeconfig')
  const settings = openSettings(join(ownData, 'settings.json'), app.getLocale())
  window.once('closed', () => app.quit())
  reviveWindow(window, () => settings.read().language)
  Menu.setApplicationMenu(buildMenu())

  const clock = createClock()
  const ending = new AbortController()
  // Every part of the cluster listens for it, and every watch.
  setMaxListeners(0, ending.signal)
  const grants = createFileGrants(randomUUID)
  const reader = createManifestReader({ workerFile: join(__dirname, 'manifest-worker.cjs') })
  const opening = openCluster({ demo, data, clock, loaded })
  const running = opening.cluster.then((cluster): Running => ({ cluster, imports: createImports({ cluster, reader, paths: grants.paths, makeId: randomUUID }) }))
  const activity = createActivityFeed(() => clock.now())
  const { pods, onPicture, serverFailure, closeServer } = serveCluster({ cluster: opening.cluster, demo, data, kubeconfig, onActivity: activity.add, signal: ending.signal })
  const { terminals, kubectl } = openTerminals({
    kubeconfig, folder: join(data, 'terminal'), bundled: join(process.resourcesPath, 'bin'), cache: cacheFolder(), mayFetch: !app.isPackaged, signal: ending.signal,
  })
  const openingOf = ({ files, selector, namespace }: CommandLine): Opening => ({
    ...(files.length === 0 ? {} : { token: grants.grant(files) }),
    ...(selector === undefined ? {} : { selector }),
    ...(namespace === undefined ? {} : { namespace }),
  })
  openGate(createHandlers({
    running, kept: opening.kept, pods, reader, grants, settings, activity, terminals, kubectl, serverFailure, onKeptSent: opening.tellKeptSent, onPicture,
    start: () => ({ kubernetesVersion: KUBERNETES_VERSION, ...(demo === undefined ? {} : { demo: { pods: demo, live: lives(demo) } }), open: openingOf(starts.take() ?? { files: [] }) }),
    followOpenings: (tell, signal) => starts.follow((start) => tell(openingOf(start)), signal),
  }), grants.grant)

  app.once('will-quit', (event) => {
    event.preventDefault()
    ending.abort()
    void Promise.all([reader.close(), opening.close(closeServer())]).finally(() => app.exit())
  })

  const { cluster, imports } = await running
  if (commandLine.screenshot !== undefined) {
    const wanted = Math.min(commandLine.files.length, 1)
    await saveScreenshot(window, commandLine.screenshot, () => (imports.ended() < wanted ? null : cluster.revision))
    app.quit()
  }
}
