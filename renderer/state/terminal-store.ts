import { create } from 'zustand'
import type { KubectlState, TerminalOpened, TerminalSize } from '../../shared/ipc/contract.ts'
import { bridge } from './bridge.ts'
import { explainFailure } from './explain-failure.ts'

export type ShellState =
  /** Not started: the person has not asked for it. */
  | { readonly state: 'off' }
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly id: string }
  | { readonly state: 'ended'; readonly code: number }
  | { readonly state: 'failed'; readonly message: string }

export interface TerminalState {
  readonly shell: ShellState
  /** The person has opened the panel, so that the shell may start. */
  readonly wanted: boolean
  readonly kubectl: KubectlState
  readonly serverFailure: string | null
}

export const useTerminal = create<TerminalState>(() => ({ shell: { state: 'off' }, wanted: false, kubectl: { state: 'ready' }, serverFailure: null }))

/** To be called when the person opens the terminal; one that is only remembered as open starts no shell. */
export function wantTerminal(): void {
  useTerminal.setState({ wanted: true })
}

let unfollow = () => {}

/** The start that counts: what belongs to one before comes too late. */
let latest: Promise<TerminalOpened> | undefined

/** As the screen is now. */
let screenSize: TerminalSize

/** Starts the shell, in place of one before. `show` draws its output and calls `drawn` when it has. */
export async function startShell(size: TerminalSize, show: (text: string, drawn: () => void) => void): Promise<void> {
  unfollow()
  useTerminal.setState({ shell: { state: 'starting' } })
  screenSize = size
  const opening = bridge.request('terminal:open', size)
  latest = opening
  // What comes before the answer waits for it, in order: only then is it known whose it is.
  const hear = (id: string, run: () => void) => void opening.then((opened) => latest === opening && opened.id === id && run(), () => {})
  const ends = [
    bridge.on('terminal:data', ({ id, text }) => hear(id, () => show(text, () => void bridge.request('terminal:drawn', { id, characters: text.length })))),
    bridge.on('terminal:exit', ({ id, code }) => hear(id, () => useTerminal.setState({ shell: { state: 'ended', code } }))),
    bridge.on('terminal:kubectl', (kubectl) => useTerminal.setState({ kubectl })),
  ]
  unfollow = () => ends.forEach((end) => end())
  try {
    const { id, kubectl, serverFailure } = await opening
    if (latest !== opening) return
    useTerminal.setState({ kubectl, serverFailure: serverFailure ?? null, shell: { state: 'running', id } })
    if (screenSize !== size) resizeShell(screenSize)
  } catch (error) {
    if (latest === opening) useTerminal.setState({ shell: { state: 'failed', message: explainFailure(error) } })
  }
}

export function typeIntoShell(text: string): void {
  const { shell } = useTerminal.getState()
  if (shell.state === 'running') void bridge.request('terminal:write', { id: shell.id, text })
}

/** Tells the shell how large its screen is; one that is being started is told when it is there. */
export function resizeShell(size: TerminalSize): void {
  screenSize = size
  const { shell } = useTerminal.getState()
  if (shell.state === 'running') void bridge.request('terminal:resize', { id: shell.id, size })
}
