import type { ApiCall } from '../../shared/ipc/contract.ts'
import { queryOf } from '../state/index.ts'

/** A call in the words of kubectl's options: `list pods -n default -l env=prod`; its path for what is no resource. */
export function describeCall({ verb, path, target }: Pick<ApiCall, 'verb' | 'path' | 'target'>): string {
  if (target === undefined) return `${verb} ${path}`
  const { group, resource, namespace, name, subresource } = target
  const query = queryOf(path)
  const option = (flag: string, value: string | null) => (value === null || value === '' ? [] : [flag, value])
  return [
    verb, [group === '' ? resource : `${resource}.${group}`, name, subresource].filter((part) => part !== '').join('/'),
    ...option('-n', namespace), ...option('-l', query.get('labelSelector')), ...option('--field-selector', query.get('fieldSelector')),
    ...(query.has('dryRun') ? ['--dry-run=server'] : []),
  ].join(' ')
}

const METHODS: Readonly<Record<string, string>> = { get: 'GET', list: 'GET', watch: 'GET', create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE', deletecollection: 'DELETE', connect: 'GET' }

/** The request line of a call: `PATCH /api/v1/namespaces/default/pods/kubia`. */
export function requestLine({ verb, path }: Pick<ApiCall, 'verb' | 'path'>): string {
  return `${METHODS[verb] ?? verb.toUpperCase()} ${path}`
}
