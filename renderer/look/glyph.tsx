import type { PodState } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'

const STROKE = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

function shapeOf(state: PodState, ready: boolean) {
  switch (state) {
    case 'running':
      return ready ? <circle cx="6" cy="6" r="4" fill="currentColor" /> : (
        <>
          <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 2a4 4 0 0 0 0 8z" fill="currentColor" />
        </>
      )
    case 'pending':
      return (
        <>
          <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 6V2a4 4 0 0 1 4 4z" fill="currentColor" />
        </>
      )
    case 'failed':
      return <path d="M2.5 2.5l7 7m0-7l-7 7" {...STROKE} />
    case 'succeeded':
      return <path d="M2 6.5l3 3 5-6.5" {...STROKE} />
    case 'terminating':
      return <path d="M6 1.5v8m-3.5-3.5l3.5 3.5 3.5-3.5" {...STROKE} />
    case 'unknown':
      return (
        <>
          <path d="M3.5 4a2.5 2.5 0 1 1 3.7 2.2C6.4 6.7 6 7 6 8" {...STROKE} strokeWidth={1.8} />
          <circle cx="6" cy="10.6" r="1.1" fill="currentColor" />
        </>
      )
    default:
      return assertNever(state)
  }
}

/** A pod's state as shape and colour, so that it reads without either. Says nothing to a screen reader: the text beside it does. */
export function StateGlyph({ state, ready = true }: { readonly state: PodState; readonly ready?: boolean }) {
  return (
    <svg className="state-glyph" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false" style={{ color: `var(--state-${state})` }}>
      {shapeOf(state, ready)}
    </svg>
  )
}
