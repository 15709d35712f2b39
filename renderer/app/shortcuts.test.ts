import { expect, test } from 'vitest'
import { shortcutOf, type KeyPress, type Shortcut } from './shortcuts.ts'

const press = (text: string): KeyPress => {
  const parts = text.split('+')
  const has = (name: string) => parts.includes(name)
  return { key: parts.at(-1)!, command: has('Ctrl'), shift: has('Shift'), alt: has('Alt'), writing: has('writing') }
}

test.each<[string, Shortcut | null]>([
  ['Ctrl+l', 'selector'],
  ['writing+Ctrl+l', 'selector'],
  ['/', 'selector'],
  ['writing+/', null],
  ['Ctrl+o', 'open'],
  ['Ctrl+1', 'outline'],
  ['Ctrl+2', 'graph'],
  ['Ctrl+3', 'inspector'],
  ['1', null],
  ['Ctrl+z', 'undo'],
  ['writing+Ctrl+z', null],
  ['Ctrl+Shift+z', null],
  ['Ctrl+b', 'fold-outline'],
  ['Ctrl+Alt+b', 'fold-inspector'],
  ['Ctrl+`', 'fold-bottom'],
  ['writing+Ctrl+`', 'fold-bottom'],
  ['`', null],
  ['Alt+l', null],
  ['Shift+?', 'help'],
  ['writing+Shift+?', null],
  ['Ctrl+constructor', null],
])('%s means %s', (keys, shortcut) => {
  expect(shortcutOf(press(keys))).toBe(shortcut)
})
