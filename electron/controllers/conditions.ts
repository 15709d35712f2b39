/** A condition as most kinds keep it. */
export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
}

/** The conditions with this one in its place; the time stays while the status does. Gives the same list back when nothing changes. */
export function setCondition<Known extends Condition>(conditions: readonly Known[], condition: Condition, now: string): readonly Known[] {
  const before = conditions.find((one) => one.type === condition.type)
  const lastTransitionTime = before?.status === condition.status ? (before.lastTransitionTime ?? now) : now
  const next = { ...condition, lastTransitionTime } as Known
  if (before === undefined) return [...conditions, next]
  const same = before.status === next.status && before.reason === next.reason && before.message === next.message
  return same ? conditions : conditions.map((one) => (one === before ? next : one))
}

export function hasCondition(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false
}
