const isMac = (): boolean => navigator.userAgent.includes('Mac OS')

/** The system's own modifier for commands, as it is written there: `Ctrl`, `⌘`. */
export const commandKey = (): string => (isMac() ? '⌘' : 'Ctrl')

/** The key beside it: `Alt`, `⌥`. */
export const optionKey = (): string => (isMac() ? '⌥' : 'Alt')

/** A key with the system's own modifier: `Ctrl+O`, `⌘O`. */
export function shortcutText(key: string): string {
  return isMac() ? `${commandKey()}${key}` : `${commandKey()}+${key}`
}
