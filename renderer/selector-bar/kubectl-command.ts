import { shellCommand } from '../../shared/lang/shell-quote.ts'
import type { Scope } from '../state/index.ts'

/** The kubectl command, quoted for a POSIX shell, that does something with the pods a selector selects in a scope. */
export function kubectlPods(verb: 'get' | 'delete', text: string, scope: Scope): string {
  const selector = text.trim() === '' ? [] : ['-l', text.trim()]
  return shellCommand(['kubectl', verb, 'pods', ...selector, ...(scope === null ? ['-A'] : ['-n', scope])])
}
