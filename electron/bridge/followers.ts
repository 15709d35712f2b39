import type { WebContents } from 'electron'

/**
 * Makes the signals under which windows follow something. Each aborts when its window or the window's page goes, or when the window
 * follows the same thing anew.
 */
export function createFollowers(): (window: WebContents) => AbortSignal {
  const followers = new WeakMap<WebContents, AbortController>()
  return (window) => {
    const before = followers.get(window)
    before?.abort()
    const follower = new AbortController()
    followers.set(window, follower)
    if (before === undefined) {
      const end = () => followers.get(window)?.abort()
      window.once('destroyed', end)
      window.on('render-process-gone', end)
      window.on('did-navigate', end)
    }
    return follower.signal
  }
}
