import { expect, test } from 'vitest'
import { latinKey } from './latin-key.ts'

test.each([
  ['l', 'KeyL', 'l'],
  ['L', 'KeyL', 'l'],
  ['ㅣ', 'KeyL', 'l'],
  ['∫', 'KeyB', 'b'],
  ['l', 'KeyN', 'l'],
  ['¡', 'Digit1', '1'],
  ['₩', 'Backquote', '`'],
  ['?', 'Slash', '?'],
  ['é', 'Digit2', '2'],
  ['ü', 'BracketLeft', 'ü'],
  ['Enter', 'Enter', 'Enter'],
])('%s at %s is %s', (key, code, latin) => {
  expect(latinKey({ key, code })).toBe(latin)
})
