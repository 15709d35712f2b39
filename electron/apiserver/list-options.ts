import { type FieldError, forbiddenField, invalidField, unsupportedField } from '../../shared/model/index.ts'
import { badRequest, invalid } from '../../shared/status/index.ts'
import { isYes } from './call.ts'

/** The query of a list or a watch. */
export interface ListOptions {
  readonly watch: boolean
  /** 0 is all at once. */
  readonly limit: number
  /** '' for a first page. */
  readonly continue: string
  /** Undefined when the client leaves it open. */
  readonly revision: number | undefined
  readonly match: 'NotOlderThan' | 'Exact' | undefined
  readonly bookmarks: boolean
  readonly sendInitialEvents: boolean | undefined
  readonly timeoutSeconds: number | undefined
}

/** Reads and checks it as `ValidateListOptions`. Throws BadRequest or Invalid. */
export function readListOptions(query: URLSearchParams): ListOptions {
  const match = query.get('resourceVersionMatch') ?? ''
  const initial = query.get('sendInitialEvents')
  const options = {
    watch: query.has('watch') && isYes(query.get('watch')),
    limit: readNumber(query.get('limit')) ?? 0,
    continue: query.get('continue') ?? '',
    revision: readRevision(query.get('resourceVersion')),
    match: match as ListOptions['match'],
    bookmarks: query.has('allowWatchBookmarks') && isYes(query.get('allowWatchBookmarks')),
    sendInitialEvents: initial === null ? undefined : isYes(initial),
    timeoutSeconds: readNumber(query.get('timeoutSeconds')),
  }
  const errors = checkMatch(match, options)
  if (errors.length > 0) throw invalid({ kind: 'ListOptions', group: 'meta.k8s.io' }, '', errors)
  if (options.continue !== '' && options.revision) throw badRequest('specifying resource version is not allowed when using continue')
  return { ...options, match: match === '' ? undefined : options.match }
}

function checkMatch(match: string, { watch, revision, continue: token, sendInitialEvents }: ListOptions): readonly FieldError[] {
  const errors: FieldError[] = []
  if (sendInitialEvents !== undefined) {
    if (!watch) return [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')]
    if (match !== 'NotOlderThan') errors.push(forbiddenField('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'))
    return errors
  }
  if (match === '') return errors
  if (watch) return [forbiddenField('resourceVersionMatch', 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')]
  if (revision === undefined) errors.push(forbiddenField('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided'))
  if (token !== '') errors.push(forbiddenField('resourceVersionMatch', 'resourceVersionMatch is forbidden when continue is provided'))
  if (match !== 'NotOlderThan' && match !== 'Exact') errors.push(unsupportedField('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']))
  if (match === 'Exact' && revision === 0) errors.push(forbiddenField('resourceVersionMatch', 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'))
  return errors
}

function readNumber(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  if (!/^[+-]?\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}

/** A resourceVersion of a query; undefined when there is none. Throws Invalid for what no server gave out. */
export function readRevision(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const detail = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`
  throw invalid({ kind: '', group: '' }, '', [invalidField('resourceVersion', text, detail)])
}
