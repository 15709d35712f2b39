const MAC = navigator.userAgent.includes('Mac OS')

/** The system's own modifiers, as they are written there. */
export const COMMAND = MAC ? '⌘' : 'Ctrl'
export const OPTION = MAC ? '⌥' : 'Alt'

/** A key with the system's own modifier: `Ctrl+O`, `⌘O`. */
export function shortcutText(key: string): string {
  return MAC ? `${COMMAND}${key}` : `${COMMAND}+${key}`
}
