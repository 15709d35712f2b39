import type { Gesture, GestureWords } from './gesture.ts'
import { httpCalls } from './http-call.ts'
import { kubectlCommand } from './kubectl-command.ts'

export { pluralOf } from './api-path.ts'
export type { AppliedObject, Gesture, GestureWords } from './gesture.ts'
export { kubectlCommand, kubectlLogs, kubectlPods } from './kubectl-command.ts'

/** The kubectl command and the HTTP calls that would do what a gesture in the window does. */
export function describeGesture(gesture: Gesture): GestureWords {
  return { kubectl: kubectlCommand(gesture), http: httpCalls(gesture) }
}
