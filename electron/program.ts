import { randomInt, randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { app, Menu, type BrowserWindow } from 'electron'
import type { Opening } from '../shared/ipc/contract.ts'
import { createActivityFeed, createFileGrants, createHandlers, createImports, keepPicture, openGate, readPicture, sendEvent, type Running } from './bridge/index.ts'
import { createClock, createCluster, createPace, KUBERNETES_VERSION } from './cluster/index.ts'
import { createDemoLog, isLive, parseDemoSize } from './demo/index.ts'
import { createManifestReader } from './manifest/index.ts'
import { openSettings } from './settings/index.ts'
import { createLevelLog } from './store/index.ts'
import { openTerminals } from './terminal/index.ts'
import { buildMenu, saveScreenshot, type CommandLine } from './window/index.ts'

/** Where programs are kept that are fetched once. */
function cacheFolder(): string {
  return process.env['PODSCAPE_CACHE_DIR'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'podscape')
}

/** Milliseconds for which the cluster waits until the window is sent it and shows it: a window that fails must not hold it up for good. */
const patience = 10_000

interface ProgramOptions {
  readonly window: BrowserWindow
  /** Resolves when the window's page is there. */
  readonly loaded: Promise<void>
  readonly commandLine: CommandLine
  /** Where the person's own settings are, whatever cluster is shown. */
  readonly ownData: string
}

/** Starts what the window shows: its requests are answered as soon as this returns, its cluster is there when it is open. */
export async function startProgram({ window, loaded, commandLine, ownData }: ProgramOptions): Promise<void> {
  const asksDemo = commandLine.demo === undefined ? undefined : parseDemoSize(commandLine.demo)
  if (asksDemo?.ok === false) {
    console.error(`${asksDemo.error}\nUsage: podscape [FILE-OR-FOLDER...] [--selector=SEL] [--namespace=NS] [--demo=N]`)
    app.exit(2)
    return
  }
  // The number of pods of a made-up cluster that is shown in place of the person's own.
  const demo = asksDemo?.value
  window.once('closed', () => app.quit())
  Menu.setApplicationMenu(buildMenu())

  const data = app.getPath('userData')
  const settings = openSettings(join(ownData, 'settings.json'), app.getLocale())
  const grants = createFileGrants(randomUUID)
  const reader = createManifestReader({ workerFile: join(__dirname, 'manifest-worker.cjs') })
  const clock = createClock()
  const ending = new AbortController()
  // Every part of the cluster listens for it, and every watch.
  setMaxListeners(0, ending.signal)
  const log = demo === undefined ? createLevelLog(join(data, 'store')) : createDemoLog({ pods: demo, now: clock.now(), seed: demo })
  const live = demo === undefined || isLive(demo)
  // It lies with the log, so that it is never taken for another's.
  const pictureFile = join(data, 'store', 'picture')
  let kept = demo === undefined ? loaded.then(() => readPicture(pictureFile, clock.now())) : loaded.then(() => undefined)
  // The log takes a while to read, and what was kept reaches the window first.
  let tellKeptSent = () => {}
  const keptSent = new Promise<void>((resolve) => {
    tellKeptSent = resolve
  })
  const opened = kept.then((picture) => (picture === undefined ? undefined : Promise.race([keptSent, setTimeout(patience)]))).then(() => createCluster({ log, clock, seed: randomInt(2 ** 32), pace: createPace(() => performance.now(), setImmediate) }))
  const running = opened.then((cluster): Running => {
    return { cluster, imports: createImports({ cluster, reader, paths: grants.paths, makeId: randomUUID }) }
  })
  let isOpen = false
  const keeper = running.then(async ({ cluster }) => {
    isOpen = true
    const revision = (await kept)?.revision
    kept = Promise.resolve(undefined)
    return demo === undefined ? keepPicture(cluster, pictureFile, revision) : undefined
  })
  let asked = commandLine
  const openingOf = ({ files, selector, namespace }: CommandLine): Opening => ({
    ...(files.length === 0 ? {} : { token: grants.grant(files) }),
    ...(selector === undefined ? {} : { selector }),
    ...(namespace === undefined ? {} : { namespace }),
  })
  const takeOpened = (): Opening => {
    const opening = openingOf(asked)
    asked = { files: [] }
    return opening
  }

  const activity = createActivityFeed(() => clock.now())
  const kubeconfig = join(data, 'kubeconfig')
  // A large cluster is busy when it is set going: the window comes first.
  let showPicture = () => {}
  const shown = new Promise<void>((resolve) => {
    showPicture = resolve
    void opened.then(() => setTimeout(patience)).finally(resolve)
    ending.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const controlPlane = shown.then(() => import('./control-plane.ts'))
  const pods = Promise.all([opened, controlPlane]).then(([cluster, { startSimulation }]) => startSimulation(cluster, live, ending.signal))
  const serving = Promise.all([opened, pods]).then(([cluster, access]) => ({ cluster, pods: access, ending: ending.signal, onActivity: activity.add }))
  // Who asks while the cluster is still being opened waits, and isn't refused.
  const server = controlPlane.then(({ startApiServer }) => startApiServer(serving, { folder: join(data, 'api'), kubeconfig, wallTime: Date.now() }))
  // The window is of use without it: the terminal says why it isn't there.
  const serverFailure = server.then(() => undefined, (error: Error) => error.message)
  const { terminals, kubectl } = openTerminals({
    kubeconfig, folder: join(data, 'terminal'), bundled: join(process.resourcesPath, 'bin'), cache: cacheFolder(), mayFetch: !app.isPackaged, signal: ending.signal,
  })
  openGate(createHandlers({ running, kept: () => kept, pods, reader, grants, settings, activity, terminals, kubectl, serverFailure, onKeptSent: tellKeptSent, onPicture: showPicture, start: () => ({ kubernetesVersion: KUBERNETES_VERSION, ...(demo === undefined ? {} : { demo: { pods: demo, live } }), open: takeOpened() }) }), grants.grant)

  app.on('second-instance', (_event, _args, _directory, other) => {
    sendEvent(window.webContents, 'window:open', openingOf(other as CommandLine))
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload()
  })
  app.once('will-quit', (event) => {
    event.preventDefault()
    ending.abort()
    const serverClosed = server.then((listening) => listening.close(), () => {})
    const clusterClosed = serverClosed.then(() => keeper).then((picture) => picture?.end()).then(() => running).then(({ cluster }) => cluster.close())
    // Until the cluster is open nothing has been written, and nobody waits for the log to be read to its end.
    void Promise.all([reader.close(), isOpen ? clusterClosed : undefined]).finally(() => app.exit())
  })

  const { cluster, imports } = await running
  if (commandLine.screenshot !== undefined) {
    const wanted = Math.min(commandLine.files.length, 1)
    await saveScreenshot(window, commandLine.screenshot, () => (imports.ended() < wanted ? null : cluster.revision))
    app.quit()
  }
}
