/** What a key press asks of the window as a whole. */
export type Shortcut = 'selector' | 'open' | 'undo' | 'outline' | 'graph' | 'inspector' | 'fold-outline' | 'fold-inspector' | 'fold-bottom' | 'help'

export interface KeyPress {
  /** In small letters, as a Latin keyboard has it. */
  readonly key: string
  /** Ctrl, or the command key on a Mac. */
  readonly command: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** Whether text is being written where the key was pressed. */
  readonly writing: boolean
}

const WITH_COMMAND: Readonly<Record<string, Shortcut>> = {
  l: 'selector', o: 'open', 1: 'outline', 2: 'graph', 3: 'inspector', b: 'fold-outline', '`': 'fold-bottom',
}

/** The shortcut of a key press, or null. Plain characters and undo belong to the text while one is being written. */
export function shortcutOf({ key, command, shift, alt, writing }: KeyPress): Shortcut | null {
  if (command && alt && key === 'b') return 'fold-inspector'
  if (alt) return null
  if (command && !shift && Object.hasOwn(WITH_COMMAND, key)) return WITH_COMMAND[key]!
  if (writing) return null
  if (command && !shift && key === 'z') return 'undo'
  if (command) return null
  if (key === '/') return 'selector'
  return key === '?' ? 'help' : null
}

const TEXT_INPUTS = new Set(['text', 'search', 'url', 'tel', 'email', 'password', 'number'])

/** Whether keys pressed in this element write text. */
export function writesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type) && !target.readOnly
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}
