import type { ByteSink, ByteSource } from '../../../shared/lang/pipe.ts'
import type { LineSource } from './lines.ts'
import { suspend } from './steps.ts'

/** The kernel's side of a terminal: echoes and edits a line at a time, and turns Ctrl-C and Ctrl-D into what they mean. */
export interface Terminal {
  /** Takes what the person types. */
  type(bytes: Uint8Array): Promise<void>
  /** What programs print: line ends become carriage return and line feed. */
  readonly output: ByteSink
  /** The lines typed, for one job: cancelled, it takes no more of them. */
  openInput(): LineSource
  /** Called at Ctrl-C, whoever reads. */
  onInterrupt(run: () => void): void
  /** The lines that the arrow keys bring back; the shell keeps them while it reads. Undefined leaves the keys without effect. */
  setHistory(lines: readonly string[] | undefined): void
  hangUp(): void
}

/** Longest line that may be edited, and most that may wait unread, in characters. */
const maxLine = 4096
const maxWaiting = 1024 * 1024

const keys = { interrupt: '\x03', end: '\x04', erase: '\x7f', backspace: '\b', kill: '\x15', eraseWord: '\x17', escape: '\x1b' } as const

const wide = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\uFF01-\uFF60]/u

/** Columns that a text takes. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)
}

function wipe(columns: number): string {
  return '\b \b'.repeat(columns)
}

/** Ends of lines as a terminal wants them; one that is there already is not doubled. */
function toTerminal(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(10)) return bytes
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1')
}

/** A terminal that prints to `screen`. */
export function createTerminal(screen: ByteSink): Terminal {
  const decoder = new TextDecoder()
  let line = ''
  let escape = ''
  let interrupt: () => void = () => undefined
  let history: readonly string[] | undefined
  let place = 0
  let open = true
  /** An empty chunk stands for Ctrl-D. */
  let waiting: Uint8Array[] = []
  let size = 0
  let reader: ((bytes: Uint8Array | undefined) => void) | undefined

  const echo = (text: string) => screen.write(Buffer.from(text))
  const deliver = (text: string) => {
    const bytes = Buffer.from(text)
    line = ''
    if (reader !== undefined) {
      const answer = reader
      reader = undefined
      answer(bytes.length === 0 ? undefined : bytes)
    } else if (size + bytes.length <= maxWaiting) {
      waiting.push(bytes)
      size += bytes.length
    }
  }
  const replaceLine = async (next: string) => {
    const before = line
    line = next
    await echo(wipe(widthOf(before)) + next)
  }
  const recall = async (step: number) => {
    if (history === undefined) return
    place = Math.min(history.length, Math.max(0, place + step))
    await replaceLine(history[place] ?? '')
  }
  const pressEscaped = async (sequence: string) => {
    if (sequence.endsWith('A')) await recall(-1)
    else if (sequence.endsWith('B')) await recall(1)
  }
  const press = async (character: string) => {
    if (escape !== '') {
      escape += character
      const complete = escape.length > 2 ? /[@-~]$/.test(character) : character !== '[' && character !== 'O'
      if (!complete && escape.length < 16) return
      const sequence = escape
      escape = ''
      return pressEscaped(sequence)
    }
    switch (character) {
      case keys.escape:
        escape = character
        return
      case '\r':
      case '\n': {
        const typed = line
        await echo('\r\n')
        return deliver(`${typed}\n`)
      }
      case keys.interrupt:
        line = ''
        waiting = []
        size = 0
        await echo('^C\r\n')
        return interrupt()
      case keys.end: return line === '' ? deliver('') : deliver(line)
      case keys.erase:
      case keys.backspace: {
        const last = Array.from(line).at(-1)
        if (last === undefined) return
        line = line.slice(0, -last.length)
        await echo(wipe(widthOf(last)))
        return
      }
      case keys.kill: return replaceLine('')
      case keys.eraseWord: return replaceLine(line.replace(/\S+\s*$/, ''))
      default: {
        const plain = character >= ' ' || (character === '\t' && history === undefined)
        if (!plain || line.length >= maxLine) return
        line += character
        await echo(character)
      }
    }
  }

  const output: ByteSink = { write: (bytes) => screen.write(toTerminal(bytes)), end: () => undefined }
  return {
    type: async (bytes) => {
      for (const character of decoder.decode(bytes, { stream: true })) await press(character)
    },
    output,
    openInput: () => {
      let wanted = true
      let own: ((bytes: Uint8Array | undefined) => void) | undefined
      return {
        *read() {
          if (!wanted) return undefined
          const next = waiting.shift()
          if (next !== undefined) {
            size -= next.length
            return next.length === 0 ? undefined : next
          }
          if (!open) return undefined
          return yield* suspend<Uint8Array | undefined>((settle) => {
            own = settle
            reader = settle
          })
        },
        cancel: () => {
          wanted = false
          if (reader === own) reader = undefined
          own?.(undefined)
        },
        unread: (bytes) => {
          if (bytes.length > 0) waiting.unshift(bytes)
          size += bytes.length
        },
      }
    },
    onInterrupt: (run) => {
      interrupt = run
    },
    setHistory: (lines) => {
      history = lines
      place = lines?.length ?? 0
    },
    hangUp: () => {
      open = false
      reader?.(undefined)
      reader = undefined
    },
  }
}

/** Feeds a terminal with what the client sends, until it sends no more. */
export async function feedTerminal(source: ByteSource, terminal: Terminal): Promise<void> {
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) await terminal.type(bytes)
  terminal.hangUp()
}
