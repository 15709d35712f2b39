import { FitAddon } from '@xterm/addon-fit'
import { type ITheme, Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { latinKey } from '../keys/index.ts'
import { MONO, PALETTES, useTheme } from '../look/index.ts'
import { copyText, resizeShell, startShell, typeIntoShell } from '../state/index.ts'
import { terminalTheme } from './terminal-theme.ts'

/** Lines kept above those in sight. */
const SCROLLBACK = 10_000

/** The one screen of the window's terminal. It lives on while its panel is closed. */
export interface Screen {
  /** Shows it in a box of the page; returns what takes it out again. */
  attach(box: HTMLElement): () => void
  /** Starts the shell on an empty screen. */
  start(): void
  focus(): void
  /** Puts text at the prompt, as if it was pasted. */
  paste(text: string): void
}

/** Keys that are the window's or the clipboard's, not the shell's. Pasting is left to the browser: it brings the text to xterm. */
function keepFromShell(terminal: Terminal, event: KeyboardEvent): boolean {
  const { code, type } = event
  if (event.ctrlKey && latinKey(event) === '`') return true
  const wanted = event.ctrlKey && event.shiftKey && !event.altKey
  if (wanted && code === 'KeyC') {
    event.preventDefault()
    if (type === 'keydown' && terminal.hasSelection()) void copyText(terminal.getSelection())
    return true
  }
  return wanted && code === 'KeyV'
}

function themeNow(): ITheme {
  const { name } = useTheme.getState()
  return terminalTheme(name, PALETTES[name])
}

export function createScreen(): Screen {
  const terminal = new Terminal({
    fontFamily: MONO, fontSize: 13, scrollback: SCROLLBACK, screenReaderMode: true, cursorBlink: false, theme: themeNow(),
  })
  const fit = new FitAddon()
  const element = document.createElement('div')
  element.className = 'terminal-screen'
  terminal.loadAddon(fit)
  terminal.attachCustomKeyEventHandler((event) => !keepFromShell(terminal, event))
  terminal.onData(typeIntoShell)
  terminal.onResize(({ cols, rows }) => resizeShell({ columns: cols, rows }))
  useTheme.subscribe(() => {
    terminal.options.theme = themeNow()
  })
  return {
    attach(box) {
      box.append(element)
      if (terminal.element === undefined) terminal.open(element)
      const follow = new ResizeObserver(() => fit.fit())
      follow.observe(box)
      fit.fit()
      return () => {
        follow.disconnect()
        element.remove()
      }
    },
    start() {
      terminal.reset()
      void startShell({ columns: terminal.cols, rows: terminal.rows }, (text, drawn) => terminal.write(text, drawn))
    },
    focus: () => terminal.focus(),
    paste(text) {
      terminal.paste(text)
      terminal.focus()
    },
  }
}
