import type { WebContents } from 'electron'

/**
 * Makes the signals under which windows follow something. Each aborts when its window goes, or when the window follows the same
 * thing anew, as it does after a reload.
 */
export function createFollowers(): (window: WebContents) => AbortSignal {
  const followers = new WeakMap<WebContents, AbortController>()
  return (window) => {
    const before = followers.get(window)
    before?.abort()
    const follower = new AbortController()
    followers.set(window, follower)
    if (before === undefined) window.once('destroyed', () => followers.get(window)?.abort())
    return follower.signal
  }
}
