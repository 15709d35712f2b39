import { limitColours } from './limit-colours.ts'

const ESC = '\u001B'
/** A control sequence longer than this is none. */
const LONGEST_SEQUENCE = 1_024

type State =
  | 'text'
  /** After ESC. */
  | 'escape'
  /** In ESC [ ... */
  | 'control'
  /** In a string that programs send to terminals (OSC, DCS, PM, APC, SOS): nothing of it passes. */
  | 'string'
  /** After ESC in such a string. */
  | 'string-escape'

/**
 * Makes the filter through which all output of a terminal goes, piece by piece. Dropped are strings to the terminal (links, clipboard,
 * title, queries), requests that make a terminal type an answer of the program's choosing, 8-bit controls, and control characters that
 * move nothing; colours are brought down to the 256 that the window's style policy can draw.
 */
export function createOutputFilter(): (piece: string) => string {
  let state: State = 'text'
  let held = ''

  /** What passes when this character has been taken in. */
  const take = (character: string): string => {
    switch (state) {
      case 'text':
        if (character !== ESC) return isPlain(character) ? character : ''
        state = 'escape'
        held = ESC
        return ''
      case 'escape': return takeEscape(character)
      case 'control': return takeControl(character)
      case 'string':
        if (character === ESC) state = 'string-escape'
        else if (character === '\u0007' || character === '\u0018' || character === '\u001A') state = 'text'
        return ''
      case 'string-escape':
        // ESC \ ends the string; ESC and anything else ends it as well, and begins what it always begins.
        state = 'escape'
        held = ESC
        return character === '\\' ? end('') : takeEscape(character)
    }
  }

  const end = (passed: string): string => {
    state = 'text'
    held = ''
    return passed
  }

  const takeEscape = (character: string): string => {
    if (character === ESC) return ''
    if (character === '[') {
      state = 'control'
      held += character
      return ''
    }
    if (']PX^_'.includes(character)) {
      state = 'string'
      held = ''
      return ''
    }
    if (character >= ' ' && character <= '/' && held.length < LONGEST_SEQUENCE) {
      held += character
      return ''
    }
    // ESC Z asks who the terminal is.
    return character >= '0' && character <= '~' && character !== 'Z' ? end(held + character) : end('')
  }

  const takeControl = (character: string): string => {
    if (character === ESC) {
      state = 'escape'
      held = ESC
      return ''
    }
    if (character < ' ' && isPlain(character)) return character
    if (character < ' ' || character > '~' || held.length >= LONGEST_SEQUENCE) return end('')
    held += character
    if (character < '@') return ''
    return end(passControl(held))
  }

  return (piece) => {
    // Most pieces hold no control character at all.
    if (state === 'text' && /^[\n\r\t\u0020-\u007E\u00A0-\uFFFF]*$/.test(piece)) return piece
    let passed = ''
    for (const character of piece) passed += take(character)
    return passed
  }
}

const PLAIN_CONTROLS = '\u0007\b\t\n\r\u000E\u000F'

function isPlain(character: string): boolean {
  return character >= ' ' ? !(character >= '\u007F' && character <= '\u009F') : PLAIN_CONTROLS.includes(character)
}

/** A whole control sequence as it may pass: window operations (they can report what a program wrote) may not. */
function passControl(sequence: string): string {
  if (sequence.endsWith('t')) return ''
  return sequence.endsWith('m') ? limitColours(sequence) : sequence
}
