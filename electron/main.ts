import { join } from 'node:path'
import { app, BrowserWindow, dialog, Menu } from 'electron'
import { createStarts, lockDown, openWindow, parseCommandLine, registerScheme, serveWindow, type CommandLine } from './window/index.ts'

/** The program's own arguments: what follows the runtime and, in development, the folder of the app. */
function readArguments(args: readonly string[], directory: string): CommandLine {
  const { files, ...rest } = parseCommandLine(args.slice(1), directory)
  return { files: process.defaultApp ? files.slice(1) : files, ...rest }
}

/** Says what is wrong where the person sees it, and ends. */
function fail(error: unknown): void {
  const { name, message, stack } = error as Error
  const words = name === 'StoreProblem' ? message : String(stack ?? error)
  console.error(words)
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
  if (app.isReady() && hasDisplay) dialog.showErrorBox('Podscape', words)
  app.exit(1)
}

async function open(): Promise<void> {
  await app.whenReady()
  lockDown()
  serveWindow(join(__dirname, '../renderer'))
  const { window, loaded } = openWindow(join(__dirname, '../preload/preload.cjs'))
  // All else is read while the window's own process starts.
  const { startProgram } = await import('./program.ts')
  await startProgram({ window, loaded, commandLine, starts, ownData })
}

/** Has the window that is there open what another start was asked for, whatever it is at. */
function openOther(other: CommandLine): void {
  starts.add(other)
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized() === true) window.restore()
  window?.focus()
}

registerScheme()
// Electron makes a menu of its own otherwise, before the window; ours comes with the program.
Menu.setApplicationMenu(null)
const commandLine = readArguments(process.argv, process.cwd())
const starts = createStarts()
starts.add(commandLine)
const ownData = app.getPath('userData')
// A demo runs beside the person's own cluster, whose data, key and kubeconfig it has nothing to do with.
if (commandLine.demo !== undefined) app.setPath('userData', join(ownData, 'demo'))
if (app.requestSingleInstanceLock(commandLine)) {
  app.on('second-instance', (_event, _args, _directory, other) => openOther(other as CommandLine))
  open().catch(fail)
} else app.quit()
