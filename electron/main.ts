import { randomInt, randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, Menu } from 'electron'
import { startApiServer } from './apiserver/index.ts'
import { createActivityFeed, createFileGrants, createHandlers, createImports, keepPicture, openGate, readPicture, sendEvent, type Running } from './bridge/index.ts'
import { createClock, createCluster, createPace, KUBERNETES_VERSION } from './cluster/index.ts'
import { createDemoLog, isLive, parseDemoSize } from './demo/index.ts'
import { createManifestReader } from './manifest/index.ts'
import { startSimulation } from './simulation/index.ts'
import { createLevelLog, StoreProblem } from './store/index.ts'
import { openTerminals } from './terminal/index.ts'
import { buildMenu, lockDown, openSettings, openWindow, parseCommandLine, registerScheme, savePicture, serveWindow, type CommandLine } from './window/index.ts'

const preload = join(__dirname, '../preload/preload.cjs')

/** The program's own arguments: what follows the runtime and, in development, the folder of the app. */
function readArguments(args: readonly string[], directory: string): CommandLine {
  const { files, ...rest } = parseCommandLine(args.slice(1), directory)
  return { files: process.defaultApp ? files.slice(1) : files, ...rest }
}

/** Where programs are kept that are fetched once. */
function cacheFolder(): string {
  return process.env['PODSCAPE_CACHE_DIR'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'podscape')
}

/** Milliseconds for which the cluster waits until the window shows it: a window that fails must not hold it up for good. */
const patience = 10_000

/** `demo` is the number of pods of a made-up cluster that is shown in place of the person's own. */
async function start(commandLine: CommandLine, demo: number | undefined): Promise<void> {
  // The window loads in a process of its own while the store is opened here.
  const window = openWindow(preload)
  window.once('closed', () => app.quit())

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
  let kept = demo === undefined ? readPicture(pictureFile, clock.now()) : Promise.resolve(undefined)
  const opened = createCluster({ log, clock, seed: randomInt(2 ** 32), pace: createPace(() => performance.now(), setImmediate) })
  const running = opened.then((cluster): Running => {
    return { cluster, imports: createImports({ cluster, reader, paths: grants.paths, makeId: randomUUID }) }
  })
  const keeper = running.then(async ({ cluster }) => {
    const revision = (await kept)?.revision
    kept = Promise.resolve(undefined)
    return demo === undefined ? keepPicture(cluster, pictureFile, revision) : undefined
  })
  let asked = commandLine
  const takeOpened = () => {
    const { files, selector, namespace } = asked
    asked = { files: [] }
    return {
      ...(files.length === 0 ? {} : { token: grants.grant(files) }),
      ...(selector === undefined ? {} : { selector }),
      ...(namespace === undefined ? {} : { namespace }),
    }
  }

  const activity = createActivityFeed(() => clock.now())
  const kubeconfig = join(data, 'kubeconfig')
  // A large cluster is busy when it is set going: the window comes first.
  let showPicture = () => {}
  const shown = new Promise<void>((resolve) => {
    showPicture = resolve
    void opened.then(() => setTimeout(resolve, patience), resolve)
    ending.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const pods = Promise.all([opened, shown]).then(([cluster]) => startSimulation(cluster, live, ending.signal))
  const serving = Promise.all([opened, pods]).then(([cluster, access]) => ({ cluster, pods: access, ending: ending.signal, onActivity: activity.add }))
  // Who asks while the cluster is still being opened waits, and isn't refused.
  const server = shown.then(() => startApiServer(serving, { folder: join(data, 'api'), kubeconfig, wallTime: Date.now() }))
  // The window is of use without it: the terminal says why it isn't there.
  const serverFailure = server.then(() => undefined, (error: Error) => error.message)
  const { terminals, kubectl } = openTerminals({
    kubeconfig, folder: join(data, 'terminal'), bundled: join(process.resourcesPath, 'bin'), cache: cacheFolder(), mayFetch: !app.isPackaged, signal: ending.signal,
  })
  openGate(createHandlers({ running, kept: () => kept, pods, reader, grants, settings, activity, terminals, kubectl, serverFailure, onPicture: showPicture, start: () => ({ kubernetesVersion: KUBERNETES_VERSION, ...(demo === undefined ? {} : { demo: { pods: demo, live } }), open: takeOpened() }) }), grants.grant)

  app.on('second-instance', (_event, _args, _directory, other) => {
    const { files } = other as CommandLine
    if (files.length > 0) sendEvent(window.webContents, 'manifests:open', { token: grants.grant(files) })
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
    void Promise.all([reader.close(), serverClosed.then(() => keeper).then((picture) => picture?.end()).then(() => running).then(({ cluster }) => cluster.close())]).finally(() => app.exit())
  })

  const { cluster, imports } = await running
  if (commandLine.picture !== undefined) {
    const wanted = Math.min(commandLine.files.length, 1)
    await savePicture(window, commandLine.picture, () => (imports.ended() < wanted ? null : cluster.revision))
    app.quit()
  }
}

/** Says what is wrong where the person sees it, and ends. */
function fail(error: unknown): void {
  const message = error instanceof StoreProblem ? error.message : String((error as Error).stack ?? error)
  console.error(message)
  if (app.isReady() && process.env['DISPLAY'] !== undefined) dialog.showErrorBox('Podscape', message)
  app.exit(1)
}

async function open(demo: number | undefined): Promise<void> {
  await app.whenReady()
  lockDown()
  serveWindow(join(__dirname, '../renderer'))
  Menu.setApplicationMenu(buildMenu())
  await start(commandLine, demo)
}

registerScheme()
const commandLine = readArguments(process.argv, process.cwd())
const demo = commandLine.demo === undefined ? undefined : parseDemoSize(commandLine.demo)
const ownData = app.getPath('userData')
// A demo runs beside the person's own cluster, whose data, key and kubeconfig it has nothing to do with.
if (demo !== undefined) app.setPath('userData', join(ownData, 'demo'))
if (demo?.ok === false) {
  console.error(`${demo.error}\nUsage: podscape [FILE-OR-FOLDER...] [--selector=SEL] [--namespace=NS] [--demo=N]`)
  app.exit(2)
} else if (app.requestSingleInstanceLock(commandLine)) open(demo?.value).catch(fail)
else app.quit()
