/** How many Events one who tells of things may send, by upstream's rate limits. What is beyond is never told. */
export interface EventBudget {
  readonly perSecond: number
  readonly burst: number
}

/** Says whether one more Event may be sent at a time (milliseconds); each who tells, by name, has a budget of its own. */
export function createEventBudget({ perSecond, burst }: EventBudget): (teller: string, now: number) => boolean {
  const budgets = new Map<string, { readonly left: number; readonly at: number }>()
  return (teller, now) => {
    const { left, at } = budgets.get(teller) ?? { left: burst, at: now }
    const have = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond)
    budgets.set(teller, { left: have < 1 ? have : have - 1, at: now })
    return have >= 1
  }
}
