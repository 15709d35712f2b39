import type { Behaviour } from './behaviour.ts'
import type { Container } from './container.ts'
import { answerOf, type ProbePlace } from './probe-answer.ts'
import { beginProbe, moveProbe, type ProbeKind } from './probe-plan.ts'
import type { Probes } from './pod-runtime.ts'

export interface ProbesStep {
  readonly probes: Probes
  readonly complaints: readonly string[]
  /** Which probe has had enough of the container. */
  readonly killedBy?: 'startup' | 'liveness'
}

const kinds = ['startup', 'liveness', 'readiness'] as const

/** Takes the steps of all probes of a running container that are due: the others wait until the startup probe has succeeded. */
export function moveProbes(container: Container, behaviour: Behaviour, before: Probes, place: ProbePlace, now: number): ProbesStep {
  let probes = before
  const complaints: string[] = []
  for (const kind of kinds) {
    const probe = probeOf(container, kind)
    if (probe === undefined) continue
    if (kind !== 'startup' && container.startupProbe !== undefined && probes.startup?.passed !== true) continue
    const from = kind === 'startup' || container.startupProbe === undefined ? 0 : (before.startup?.passed === true ? 0 : now)
    const state = probes[kind] ?? beginProbe(kind, probe, place.since, from)
    const step = moveProbe(kind, probe, state, place.since, now, answerOf(probe, container, behaviour, place))
    complaints.push(...step.complaints)
    probes = { ...probes, [kind]: step.state }
    if (step.kill && kind !== 'readiness') return { probes, complaints, killedBy: kind }
  }
  return { probes, complaints }
}

export function probeOf(container: Container, kind: ProbeKind): Container['livenessProbe'] {
  switch (kind) {
    case 'startup': return container.startupProbe
    case 'liveness': return container.livenessProbe
    case 'readiness': return container.readinessProbe
  }
}

/** When the first of the probes is to ask again; Infinity when none is. */
export function nextProbe(probes: Probes): number {
  return Math.min(...kinds.map((kind) => probes[kind]?.next ?? Infinity))
}
