/** Keys of the keyboard: which one was pressed, whatever it writes, and how they are written. */
export { latinKey, type PressedKey } from './latin-key.ts'
export { commandKey, optionKey, shortcutText } from './shortcut-text.ts'
