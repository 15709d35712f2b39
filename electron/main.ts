import { randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, dialog, Menu } from 'electron'
import { createFileGrants, createHandlers, createImports, openGate, sendEvent, type Running } from './bridge/index.ts'
import { createClock, createCluster, KUBERNETES_VERSION, type Cluster } from './cluster/index.ts'
import { startControllers } from './controllers/index.ts'
import { startKubelets } from './kubelet/index.ts'
import { createManifestReader } from './manifest/index.ts'
import { startScheduler } from './scheduler/index.ts'
import { createLevelLog, StoreProblem } from './store/index.ts'
import { buildMenu, lockDown, openSettings, openWindow, parseCommandLine, registerScheme, savePicture, serveWindow, type CommandLine } from './window/index.ts'

const preload = join(__dirname, '../preload/preload.cjs')

/** The program's own arguments: what follows the runtime and, in development, the folder of the app. */
function readArguments(args: readonly string[], directory: string): CommandLine {
  const { files, ...rest } = parseCommandLine(args.slice(1), directory)
  return { files: process.defaultApp ? files.slice(1) : files, ...rest }
}

/** Opens the store and sets the cluster going. */
async function startCluster(folder: string, signal: AbortSignal): Promise<Cluster> {
  const cluster = await createCluster({ log: createLevelLog(folder), clock: createClock(), seed: randomInt(2 ** 32) })
  startControllers(cluster, signal)
  startScheduler(cluster, signal)
  startKubelets(cluster, signal)
  return cluster
}

async function start(commandLine: CommandLine): Promise<void> {
  // The window loads in a process of its own while the store is opened here.
  const window = openWindow(preload)
  window.once('closed', () => app.quit())

  const data = app.getPath('userData')
  const settings = openSettings(join(data, 'settings.json'), app.getLocale())
  const grants = createFileGrants(randomUUID)
  const reader = createManifestReader({ workerFile: join(__dirname, 'manifest-worker.cjs') })
  const ending = new AbortController()
  const running = startCluster(join(data, 'store'), ending.signal).then((cluster): Running => {
    return { cluster, imports: createImports({ cluster, reader, paths: grants.paths, makeId: randomUUID }) }
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
  openGate(createHandlers({ running, grants, settings, start: () => ({ kubernetesVersion: KUBERNETES_VERSION, open: takeOpened() }) }), grants.grant)

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
    void Promise.all([reader.close(), running.then(({ cluster }) => cluster.close())]).finally(() => app.exit())
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

async function open(): Promise<void> {
  await app.whenReady()
  lockDown()
  serveWindow(join(__dirname, '../renderer'))
  Menu.setApplicationMenu(buildMenu())
  await start(commandLine)
}

registerScheme()
const commandLine = readArguments(process.argv, process.cwd())
if (app.requestSingleInstanceLock(commandLine)) open().catch(fail)
else app.quit()
