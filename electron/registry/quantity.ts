const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
}

/** A Kubernetes quantity: a number, then an exponent or a suffix. */
export const quantityFormat = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/

/** A quantity (`100m`, `1Gi`, `2e3`) as a number; NaN when it is none. */
export function parseQuantity(quantity: string): number {
  const match = quantityFormat.exec(quantity)
  if (match === null) return Number.NaN
  return Number(`${match[1] ?? ''}${match[2] ?? ''}`) * (suffixes[match[3] ?? ''] ?? Number.NaN)
}
