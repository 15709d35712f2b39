/** How long to wait before what was refused is tried again: 1 s, doubling, up to 5 minutes. */
export interface Retries {
  /** Milliseconds until the next try. */
  failed(key: string): number
  succeeded(key: string): void
}

const wait = { first: 1_000, longest: 300_000 }

export function createRetries(): Retries {
  const failures = new Map<string, number>()
  return {
    failed: (key) => {
      const count = failures.get(key) ?? 0
      failures.set(key, count + 1)
      return Math.min(wait.longest, wait.first * 2 ** count)
    },
    succeeded: (key) => {
      failures.delete(key)
    },
  }
}
