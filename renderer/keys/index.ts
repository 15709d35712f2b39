/** Keys of the keyboard: which one was pressed, whatever it writes, and how they are written. */
export { latinKey } from './latin-key.ts'
export { COMMAND, OPTION, shortcutText } from './shortcut-text.ts'
