/** Milliseconds. Upstream's MaxContainerBackOff is 5 minutes, for restarts and pulls alike. */
const first = 10_000
const longest = 300_000

/** How long to wait after `failures` in a row: 10 s, doubling, up to 5 minutes. */
export function backOff(failures: number): number {
  return Math.min(longest, first * 2 ** Math.max(0, failures - 1))
}

/** A container that ran this long starts from the first back-off again. */
export const backOffReset = 2 * longest
