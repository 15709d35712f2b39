import { BrowserWindow, nativeTheme } from 'electron'
import { ORIGIN } from './protocol.ts'

/** Opens the program's window. It shows itself once it has something to show; `loaded` resolves when its page is there or cannot be had. */
export function openWindow(preload: string): { readonly window: BrowserWindow; readonly loaded: Promise<void> } {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Podscape',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#10141A' : '#F7F8FA',
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  })
  window.once('ready-to-show', () => window.show())
  return { window, loaded: window.loadURL(`${ORIGIN}/`).catch(() => {}) }
}
