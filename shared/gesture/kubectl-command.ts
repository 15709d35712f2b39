import { assertNever } from '../lang/assert-never.ts'
import { shellCommand } from '../lang/shell-quote.ts'
import type { ObjectRef } from '../model/index.ts'
import type { Gesture } from './gesture.ts'

/** The kubectl command, quoted for a POSIX shell, that does something with the pods a selector selects, everywhere or in a namespace. */
export function kubectlPods(verb: 'get' | 'delete', text: string, scope: string | null): string {
  const selector = text.trim() === '' ? [] : ['-l', text.trim()]
  return shellCommand(['kubectl', verb, 'pods', ...selector, ...(scope === null ? ['-A'] : ['-n', scope])])
}

/** The kubectl command that prints a pod's log: that of one container where it has several, or of the run before this one. */
export function kubectlLogs({ name, namespace }: Pick<ObjectRef, 'name' | 'namespace'>, container: string | undefined, previous: boolean): string {
  return shellCommand(['kubectl', 'logs', name, ...(container === undefined ? [] : ['-c', container]), ...(previous ? ['--previous'] : []), ...inNamespace(namespace)])
}

/** The kubectl commands, one a line, that do what a gesture does. */
export function kubectlCommand(gesture: Gesture): string {
  switch (gesture.do) {
    case 'ask': return kubectlPods('get', gesture.selector, gesture.scope)
    case 'delete': return forEachGroup(gesture.refs, (kind, names) => ['delete', kind, ...names])
    case 'label': {
      const terms = [...Object.entries(gesture.set).map(([key, value]) => `${key}=${value}`), ...gesture.remove.map((key) => `${key}-`)]
      return forEachGroup(gesture.refs, (kind, names) => ['label', kind, ...names, ...terms, ...(gesture.overwrite ? ['--overwrite'] : [])])
    }
    case 'edit': return forEachGroup([gesture.ref], (kind, names) => ['edit', kind, ...names])
    case 'apply': {
      const { files, namespace } = gesture
      // What lies in a folder was dropped with the folder.
      const folders = files.some((file) => file.includes('/')) ? ['-R'] : []
      const dropped = [...new Set(files.map((file) => file.split('/')[0]!))]
      return shellCommand(['kubectl', 'apply', ...folders, ...dropped.flatMap((name) => ['-f', name]), ...(namespace === undefined ? [] : ['-n', namespace])])
    }
    default: return assertNever(gesture)
  }
}

const inNamespace = (namespace: string): readonly string[] => (namespace === '' || namespace === 'default' ? [] : ['-n', namespace])

/** One command for the objects of each namespace and kind: kubectl takes names of one kind in one namespace at a time. */
function forEachGroup(refs: readonly ObjectRef[], words: (kind: string, names: readonly string[]) => readonly string[]): string {
  const groups = new Map<string, ObjectRef[]>()
  for (const ref of refs) {
    const group = `${ref.namespace}/${ref.apiVersion}/${ref.kind}`
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [ref])
    else members.push(ref)
  }
  return [...groups.values()].map((members) => {
    const { kind, namespace } = members[0]!
    return shellCommand(['kubectl', ...words(kind.toLowerCase(), members.map(({ name }) => name)), ...inNamespace(namespace)])
  }).join('\n')
}
