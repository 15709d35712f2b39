import type { Direction } from '../graph/index.ts'
import { latinKey, type PressedKey } from '../keys/index.ts'

/** What a key asks of the graph. */
export type GraphCommand =
  | { readonly command: 'step' | 'pan'; readonly direction: Direction }
  | { readonly command: 'zoom-in' | 'zoom-out' | 'fit' | 'open' | 'toggle' | 'all' | 'clear' | 'delete' | 'menu' | 'lasso' | 'relations' }

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

const PLAIN: Readonly<Record<string, Exclude<GraphCommand['command'], 'step' | 'pan'>>> = {
  '+': 'zoom-in', '=': 'zoom-in', '-': 'zoom-out', _: 'zoom-out', 0: 'fit', Home: 'fit',
  Enter: 'open', ' ': 'toggle', Escape: 'clear', Delete: 'delete', Backspace: 'delete', ContextMenu: 'menu', l: 'lasso', r: 'relations',
}

export interface Key extends PressedKey {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** The command of a key, or null for one that is not the graph's. */
export function commandOf(pressed: Key): GraphCommand | null {
  const { shiftKey, ctrlKey, metaKey, altKey } = pressed
  const key = latinKey(pressed)
  if (altKey) return null
  if (ctrlKey || metaKey) return key === 'a' && !shiftKey ? { command: 'all' } : null
  const direction = Object.hasOwn(ARROWS, key) ? ARROWS[key] : undefined
  if (direction !== undefined) return { command: shiftKey ? 'pan' : 'step', direction }
  if (key === 'F10' && shiftKey) return { command: 'menu' }
  const command = Object.hasOwn(PLAIN, key) ? PLAIN[key] : undefined
  return command === undefined ? null : { command }
}
