import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Input, Output, RequestName } from '../../shared/ipc/contract.ts'
import { ORIGIN } from '../window/index.ts'
import { DROP_SCHEMA, SCHEMAS } from './schemas.ts'

/** What answers each request. `sender` is the window that asked. */
export type Handlers = { readonly [Name in RequestName]: (input: Input<Name>, sender: WebContents) => Output<Name> | Promise<Output<Name>> }

/** Throws unless the message comes from the main frame of one of our own pages. */
export function checkSender(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>): void {
  const frame = event.senderFrame
  if (!frame || frame.parent !== null || !frame.url.startsWith(`${ORIGIN}/`)) {
    throw new Error('refused: the message does not come from the window')
  }
}

/** Opens the one way in for the window: every message's sender and shape are checked before its handler sees it. */
export function openGate(handlers: Handlers, grantDrop: (paths: readonly string[]) => string): void {
  const open = <Name extends RequestName>(name: Name) => {
    ipcMain.handle(`request:${name}`, async (event, input: unknown): Promise<string | undefined> => {
      checkSender(event)
      const parsed = SCHEMAS[name].safeParse(input)
      if (!parsed.success) throw new Error(`refused: ${name}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
      return JSON.stringify(await handlers[name](parsed.data, event.sender))
    })
  }
  for (const name of Object.keys(SCHEMAS) as RequestName[]) open(name)
  ipcMain.handle('drop:grant', (event, paths: unknown) => {
    checkSender(event)
    return grantDrop(DROP_SCHEMA.parse(paths))
  })
}
