/** How many Events a kubelet sends: 50 a second with bursts of 100, as upstream's `eventRecordQPS` and `eventBurst`. What is beyond is never told. */
const perSecond = 50
const burst = 100

/** Says whether a node may send one more Event at a time (milliseconds). */
export function createEventBudget(): (node: string, now: number) => boolean {
  const budgets = new Map<string, { readonly left: number; readonly at: number }>()
  return (node, now) => {
    const { left, at } = budgets.get(node) ?? { left: burst, at: now }
    const have = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond)
    budgets.set(node, { left: have < 1 ? have : have - 1, at: now })
    return have >= 1
  }
}
