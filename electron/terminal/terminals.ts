import type { TerminalSize } from '../../shared/ipc/contract.ts'
import { createOutputFilter } from './output-filter.ts'
import type { Shell } from './shell.ts'

/** What is used of a pseudoterminal. */
export interface Pty {
  readonly onData: (listener: (text: string) => void) => unknown
  readonly onExit: (listener: (end: { readonly exitCode: number }) => void) => unknown
  write(text: string): void
  resize(columns: number, rows: number): void
  pause(): void
  resume(): void
  kill(): void
}

export interface TerminalListener {
  onData(id: string, text: string): void
  onExit(id: string, code: number): void
}

export interface TerminalsParts {
  readonly shell: () => Shell
  readonly spawn: (shell: Shell, size: TerminalSize) => Promise<Pty>
  readonly makeId: () => string
}

export interface Terminals {
  /** Starts a shell. Rejects when it can't be started. */
  open(size: TerminalSize, listener: TerminalListener): Promise<{ readonly id: string; readonly shell: string }>
  /** What follows does nothing for a terminal that has ended. */
  write(id: string, text: string): void
  resize(id: string, size: TerminalSize): void
  /** So many characters of the output have been drawn. */
  drawn(id: string, characters: number): void
  close(id: string): void
  closeAll(): void
}

/** The shell waits while more than `most` characters are on their way to the window, until no more than `few` are. */
const FLOW = { most: 256 * 1024, few: 64 * 1024 }

interface Running {
  readonly pty: Pty
  underway: number
  paused: boolean
}

/** Shells in pseudoterminals. Output is filtered, and goes out no faster than the window draws it. */
export function createTerminals({ shell, spawn, makeId }: TerminalsParts): Terminals {
  const running = new Map<string, Running>()
  const close = (id: string) => {
    const terminal = running.get(id)
    running.delete(id)
    terminal?.pty.kill()
  }
  return {
    async open(size, listener) {
      const chosen = shell()
      const pty = await spawn(chosen, size)
      const id = makeId()
      const terminal: Running = { pty, underway: 0, paused: false }
      running.set(id, terminal)
      const pass = createOutputFilter()
      pty.onData((text) => {
        const passed = pass(text)
        if (passed === '' || !running.has(id)) return
        terminal.underway += passed.length
        listener.onData(id, passed)
        if (terminal.paused || terminal.underway <= FLOW.most) return
        terminal.paused = true
        pty.pause()
      })
      pty.onExit(({ exitCode }) => {
        if (running.delete(id)) listener.onExit(id, exitCode)
      })
      return { id, shell: chosen.file.slice(Math.max(chosen.file.lastIndexOf('/'), chosen.file.lastIndexOf('\\')) + 1) }
    },
    write: (id, text) => running.get(id)?.pty.write(text),
    resize: (id, { columns, rows }) => running.get(id)?.pty.resize(columns, rows),
    drawn(id, characters) {
      const terminal = running.get(id)
      if (terminal === undefined) return
      terminal.underway -= characters
      if (!terminal.paused || terminal.underway > FLOW.few) return
      terminal.paused = false
      terminal.pty.resume()
    },
    close,
    closeAll: () => [...running.keys()].forEach(close),
  }
}
