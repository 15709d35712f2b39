import type { Container } from './container.ts'

export type Probe = NonNullable<Container['livenessProbe']>
export type ProbeKind = 'startup' | 'liveness' | 'readiness'

/** What a probe finds. */
export interface ProbeAnswer {
  readonly ok: boolean
  /** Why it failed, as the kubelet reports it. */
  readonly message: string
  /** Milliseconds after the container's start from which the answer may be another. */
  readonly until: number
}

/** `elapsed` in milliseconds after the container's start, `asked` the times it was asked before. */
export type Answer = (elapsed: number, asked: number) => ProbeAnswer

/** Where a probe is: a plain value. Times are milliseconds on the cluster clock. */
export interface ProbeState {
  /** When it asks next; Infinity when nothing it could find would be new. */
  readonly next: number
  readonly asked: number
  /** Answers of the same kind in a row. */
  readonly run: number
  readonly ok: boolean
  /** Startup and readiness: whether it has succeeded. Liveness: always, until it fails. */
  readonly passed: boolean
}

export interface ProbeStep {
  readonly state: ProbeState
  /** Messages of the Events `Unhealthy` that it caused. */
  readonly complaints: readonly string[]
  /** The container is to be killed. */
  readonly kill: boolean
}

const words: Readonly<Record<ProbeKind, string>> = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' }

/** How long after its start a container is first asked. */
const firstLook = 500

/** A probe of a container that started at `since`; `from` is when it may begin: at once, or when the startup probe has succeeded. */
export function beginProbe(kind: ProbeKind, probe: Probe, since: number, from: number): ProbeState {
  const first = since + Math.max(firstLook, (probe.initialDelaySeconds ?? 0) * 1000)
  return { next: Math.max(first, from), asked: 0, run: 0, ok: kind === 'liveness', passed: kind === 'liveness' }
}

/** Asks as often as is due by `now`. A probe that goes on to find the same is not asked again until that may change. */
export function moveProbe(kind: ProbeKind, probe: Probe, before: ProbeState, since: number, now: number, answer: Answer): ProbeStep {
  const period = Math.max(1, probe.periodSeconds ?? 10) * 1000
  const needed = { success: probe.successThreshold ?? 1, failure: probe.failureThreshold ?? 3 }
  const complaints: string[] = []
  let state = before
  while (state.next <= now) {
    const { ok, message, until } = answer(state.next - since, state.asked)
    const run = state.asked > 0 && ok === state.ok ? state.run + 1 : 1
    if (!ok) complaints.push(`${words[kind]} probe failed: ${message}`)
    const failed = !ok && run >= needed.failure
    if (failed && kind !== 'readiness') return { state: { ...state, next: Infinity, run, ok, passed: false }, complaints, kill: true }
    const passed = ok && run >= needed.success ? true : failed ? false : state.passed
    const settled = ok && passed
    const skipped = settled ? Math.max(1, Math.ceil((since + until - state.next) / period)) : 1
    const over = kind === 'startup' && passed
    state = { next: over ? Infinity : state.next + skipped * period, asked: state.asked + (skipped === Infinity ? 1 : skipped), run, ok, passed }
  }
  return { state, complaints, kill: false }
}
