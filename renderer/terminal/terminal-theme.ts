import type { ITheme } from '@xterm/xterm'
import type { Palette, ThemeName } from '../look/index.ts'

type Ansi = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white'
type Colours = Readonly<Record<Ansi | `bright${Capitalize<Ansi>}`, string>>

/** The 16 colours of terminals, each of a contrast of at least 4.5:1 on the surface of its theme. */
const ANSI: Readonly<Record<Exclude<ThemeName, 'contrast'>, Colours>> = {
  light: {
    black: '#1B2027', red: '#B81F08', green: '#187554', yellow: '#7A6100', blue: '#0B63B8', magenta: '#8A2F90', cyan: '#0B6B7D', white: '#57606C',
    brightBlack: '#66707C', brightRed: '#C7361B', brightGreen: '#1C7C5A', brightYellow: '#856900', brightBlue: '#1C6FC2', brightMagenta: '#A03BA6',
    brightCyan: '#0E7688', brightWhite: '#3A424D',
  },
  dark: {
    black: '#8793A1', red: '#FF7B63', green: '#22C9B2', yellow: '#FFBE2A', blue: '#6CB6FF', magenta: '#D29BD7', cyan: '#5CCFE6', white: '#E7EBF1',
    brightBlack: '#9CA6B4', brightRed: '#FF9A87', brightGreen: '#5FE0CC', brightYellow: '#FFD166', brightBlue: '#96CBFF', brightMagenta: '#E2B7E6',
    brightCyan: '#8ADFF0', brightWhite: '#FFFFFF',
  },
}

/** The window's palette as xterm takes it. */
export function terminalTheme(name: ThemeName, { surface, text, accent, onAccent, unmatched }: Palette): ITheme {
  return { background: surface, foreground: text, cursor: accent, cursorAccent: onAccent, selectionBackground: unmatched, selectionInactiveBackground: unmatched, ...ANSI[name === 'contrast' ? 'dark' : name] }
}
