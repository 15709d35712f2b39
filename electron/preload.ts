import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '../shared/ipc/contract.ts'

/** Electron 32 and later have webUtils; before that a File carried its path itself. */
function pathOf(file: File): string {
  return webUtils ? webUtils.getPathForFile(file) : ((file as File & { readonly path?: string }).path ?? '')
}

// The page never names a path. What a person drops is seen here first, in a world the page can't reach, and the main process gives a
// token for it; a drop that a script makes up is not trusted and gets none.
let dropped: Promise<string | null> = Promise.resolve(null)
window.addEventListener('drop', (event) => {
  if (!event.isTrusted) return
  const paths = [...(event.dataTransfer?.files ?? [])].map(pathOf).filter((path) => path !== '')
  dropped = paths.length === 0 ? Promise.resolve(null) : ipcRenderer.invoke('drop:grant', paths)
}, { capture: true })

// The page's requests and events have names of their own, so that it can't reach 'drop:grant'.
const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(`request:${name}`, input),
  on: (name, listener) => {
    const hear = (_event: unknown, fact: Parameters<typeof listener>[0]) => listener(fact)
    ipcRenderer.on(`event:${name}`, hear)
    return () => ipcRenderer.off(`event:${name}`, hear)
  },
  droppedFiles: () => dropped,
}
contextBridge.exposeInMainWorld('podscape', bridge)
