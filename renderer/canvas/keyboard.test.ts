import { expect, test } from 'vitest'
import { commandOf, type GraphCommand } from './keyboard.ts'

const plain = { code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }

test.each<[string, Partial<typeof plain>, GraphCommand | null]>([
  ['ArrowLeft', {}, { command: 'step', direction: 'left' }],
  ['ArrowDown', { shiftKey: true }, { command: 'pan', direction: 'down' }],
  ['+', { shiftKey: true }, { command: 'zoom-in' }],
  ['=', {}, { command: 'zoom-in' }],
  ['-', {}, { command: 'zoom-out' }],
  ['0', {}, { command: 'fit' }],
  ['Home', {}, { command: 'fit' }],
  ['Enter', {}, { command: 'open' }],
  [' ', {}, { command: 'toggle' }],
  ['Escape', {}, { command: 'clear' }],
  ['Delete', {}, { command: 'delete' }],
  ['F10', { shiftKey: true }, { command: 'menu' }],
  ['F10', {}, null],
  ['ContextMenu', {}, { command: 'menu' }],
  ['l', {}, { command: 'lasso' }],
  ['r', {}, { command: 'relations' }],
  ['ㄱ', { code: 'KeyR' }, { command: 'relations' }],
  ['r', { ctrlKey: true }, null],
  ['a', { ctrlKey: true }, { command: 'all' }],
  ['z', { ctrlKey: true }, null],
  ['0', { ctrlKey: true }, null],
  ['ArrowLeft', { altKey: true }, null],
  ['/', {}, null],
  ['Tab', {}, null],
  ['toString', {}, null],
])('%s %o', (key, held, command) => expect(commandOf({ ...plain, ...held, key })).toEqual(command))
