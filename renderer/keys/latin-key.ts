/** What of a key press says which key it was. */
export interface PressedKey {
  readonly key: string
  /** The key's place on the keyboard: `KeyL`, `Digit1`, `Backquote`. */
  readonly code: string
}

/**
 * What a key writes, in small letters; where that is no ASCII character (a keyboard that writes Hangul, Option on a Mac), what the key in
 * its place writes on a US keyboard. Keys that write nothing keep their name: `Enter`.
 */
export function latinKey({ key, code }: PressedKey): string {
  if (key.length !== 1) return key
  if (key >= ' ' && key <= '~') return key.toLowerCase()
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? []
  return letter?.toLowerCase() ?? (code === 'Backquote' ? '`' : key)
}
