import { shellCommand } from '../../shared/lang/shell-quote.ts'
import type { ObjectRef } from '../../shared/model/index.ts'
import type { LabelChange } from './label-change.ts'

/**
 * The `kubectl label` commands that change the labels of these objects as said: one for each namespace and kind, a line each,
 * quoted for a shell.
 */
export function labelCommand(refs: readonly ObjectRef[], change: LabelChange, overwrite: boolean): string {
  const groups = new Map<string, ObjectRef[]>()
  for (const ref of refs) {
    const group = `${ref.namespace}/${ref.apiVersion}/${ref.kind}`
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [ref])
    else members.push(ref)
  }
  const terms = [...Object.entries(change.set).map(([key, value]) => `${key}=${value}`), ...change.remove.map((key) => `${key}-`)]
  return [...groups.values()].map((members) => {
    const { kind, namespace } = members[0]!
    const where = namespace === '' || namespace === 'default' ? [] : ['-n', namespace]
    return shellCommand(['kubectl', 'label', kind.toLowerCase(), ...members.map(({ name }) => name), ...terms, ...(overwrite ? ['--overwrite'] : []), ...where])
  }).join('\n')
}
