/** `0/3 nodes are available: 1 Insufficient cpu, 2 Too many pods.`: reasons counted and sorted as upstream's `FitError` does. */
export function explainFit(nodes: number, reasons: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return sayUnavailable(nodes, [...counts].map(([reason, count]) => `${count} ${reason}`).sort().join(', '))
}

export function sayUnavailable(nodes: number, why: string): string {
  return `0/${nodes} nodes are available: ${why}.`
}
