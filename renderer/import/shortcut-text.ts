const MAC = navigator.userAgent.includes('Mac OS')

/** A key with the system's own modifier, as it is written there: `Ctrl+O`, `⌘O`. */
export function shortcutText(key: string): string {
  return MAC ? `⌘${key}` : `Ctrl+${key}`
}
