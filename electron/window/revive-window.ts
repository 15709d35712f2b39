import { app, dialog, type BrowserWindow } from 'electron'
import type { Language } from '../../shared/ipc/contract.ts'
import { createCrashes } from './crashes.ts'

const WORDS: Readonly<Record<Language, { readonly message: string; readonly detail: (reason: string) => string; readonly buttons: readonly [reload: string, quit: string] }>> = {
  en: {
    message: 'The window has stopped working several times.',
    detail: (reason) => `The reason given is “${reason}”. The cluster is still there, and kubectl can reach it.`,
    buttons: ['Reload', 'Quit'],
  },
  ko: {
    message: '창이 여러 번 멈췄습니다.',
    detail: (reason) => `알려진 이유는 “${reason}”입니다. 클러스터는 그대로이며 kubectl로 접근할 수 있습니다.`,
    buttons: ['다시 불러오기', '종료'],
  },
}

/** Loads the window's page again when it crashes; when it goes on to crash, the person is asked. */
export function reviveWindow(window: BrowserWindow, language: () => Language): void {
  const crashes = createCrashes(() => performance.now())
  const ask = async (reason: string): Promise<void> => {
    const { message, detail, buttons } = WORDS[language()]
    const { response } = await dialog.showMessageBox(window, { type: 'warning', message, detail: detail(reason), buttons: [...buttons], defaultId: 0, cancelId: 1, noLink: true })
    if (response !== 0) return app.quit()
    crashes.forget()
    window.webContents.reload()
  }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    if (crashes.next() === 'reload') window.webContents.reload()
    else void ask(reason)
  })
}
