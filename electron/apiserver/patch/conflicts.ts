import { compareBytes, quoteGo } from '../../../shared/model/index.ts'
import type { StatusError } from '../../../shared/status/index.ts'
import type { Manager } from './managed-fields.ts'
import type { Conflict } from './ownership.ts'
import { formatPath } from './path-element.ts'
import { applyConflict } from './problems.ts'

/** The 409 of a server-side apply, in upstream's words, with a cause for every field. */
export function conflictError(conflicts: readonly Conflict[]): StatusError {
  const causes = conflicts.map(({ manager, path }) => {
    return { reason: 'FieldManagerConflict', message: `conflict with ${formatManager(manager)}`, field: formatPath(path) }
  })
  return applyConflict(describe(conflicts), causes)
}

function describe(conflicts: readonly Conflict[]): string {
  const [first, ...rest] = conflicts
  if (first !== undefined && rest.length === 0) {
    return `Apply failed with 1 conflict: conflict with ${formatManager(first.manager)}: ${formatPath(first.path)}`
  }
  const byManager = new Map<string, string[]>()
  for (const { manager, path } of conflicts) {
    const name = formatManager(manager)
    byManager.set(name, [...byManager.get(name) ?? [], `- ${formatPath(path)}`])
  }
  const lines = [...byManager].toSorted(([a], [b]) => compareBytes(a, b)).flatMap(([name, paths]) => [`conflicts with ${name}:`, ...paths])
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`
}

/** `"kubectl" with subresource "scale" using apps/v1`: of an updater the version and time count, of an applier neither. */
function formatManager({ name, operation, apiVersion, subresource }: Manager): string {
  const who = subresource === '' ? quoteGo(name) : `${quoteGo(name)} with subresource ${quoteGo(subresource)}`
  return operation === 'Update' ? `${who} using ${apiVersion}` : who
}
