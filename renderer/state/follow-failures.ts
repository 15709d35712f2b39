import { explainFailure } from './explain-failure.ts'
import { notify } from './notice-store.ts'

/** From now on what is asked for in vain is said: a failure that nobody catches where it was asked for shows as a notice. Returns what ends it. */
export function followFailures(): () => void {
  const tell = ({ reason }: PromiseRejectionEvent) => void notify({ tone: 'refused', message: explainFailure(reason) })
  window.addEventListener('unhandledrejection', tell)
  return () => window.removeEventListener('unhandledrejection', tell)
}
