let lastSecond = Number.NaN
let lastText = ''

/** Milliseconds since 1970 as Kubernetes writes times: whole seconds, UTC. */
export function formatTime(ms: number): string {
  const second = Math.floor(ms / 1000)
  // Most writes of one second ask for the same text.
  if (second !== lastSecond) {
    lastSecond = second
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`
  }
  return lastText
}
