import { type FieldError, formatFieldErrorBody, formatFieldErrors } from '../model/index.ts'

export type StatusReason =
  | 'NotFound' | 'AlreadyExists' | 'Conflict' | 'Invalid' | 'Forbidden' | 'BadRequest' | 'Expired' | 'InternalError'
  | 'Unauthorized' | 'MethodNotAllowed' | 'NotAcceptable' | 'UnsupportedMediaType' | 'RequestEntityTooLarge' | 'TooManyRequests' | 'Timeout'
  | 'ServiceUnavailable'

export interface StatusCause {
  readonly reason: string
  readonly message: string
  readonly field?: string
}

/** Kubernetes' `Status` object of a request that failed. */
export interface Status {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: { readonly continue?: string }
  readonly status: 'Failure'
  readonly message: string
  readonly reason: StatusReason
  readonly details?: {
    readonly name?: string
    readonly group?: string
    readonly kind?: string
    readonly causes?: readonly StatusCause[]
    readonly retryAfterSeconds?: number
  }
  readonly code: number
}

/** What errors name of a kind: its plural with its group (`deployments`, `apps`). */
export interface ResourceName {
  readonly plural: string
  /** '' for the core group. */
  readonly group: string
}

/** An API request refused. Made by the named constructors below only; `message` is Kubernetes' own wording. */
export class StatusError extends Error {
  readonly status: Status
  /** The single field errors of an Invalid one, for those who want to locate them. */
  readonly fieldErrors: readonly FieldError[]
  /** The field that `message` as a whole is about, if it is about one. */
  readonly field: string | undefined

  constructor(status: Status, fieldErrors: readonly FieldError[] = [], field?: string) {
    super(status.message)
    this.name = 'StatusError'
    this.status = status
    this.fieldErrors = fieldErrors
    this.field = field
  }
}

function failure(code: number, reason: StatusReason, message: string, details?: Status['details'], fieldErrors?: readonly FieldError[]): StatusError {
  const status: Status = {
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, ...(details === undefined ? {} : { details }), code,
  }
  return new StatusError(status, fieldErrors)
}

/** `deployments.apps`, as errors name a resource. */
function formatResource({ plural, group }: ResourceName): string {
  return group === '' ? plural : `${plural}.${group}`
}

function detailsOf({ plural, group }: ResourceName, name: string): NonNullable<Status['details']> {
  return { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: plural }
}

export function notFound(resource: ResourceName, name: string): StatusError {
  return failure(404, 'NotFound', `${formatResource(resource)} "${name}" not found`, detailsOf(resource, name))
}

export function alreadyExists(resource: ResourceName, name: string): StatusError {
  return failure(409, 'AlreadyExists', `${formatResource(resource)} "${name}" already exists`, detailsOf(resource, name))
}

const modified = 'the object has been modified; please apply your changes to the latest version and try again'

/** An update whose resourceVersion (or a precondition, said in `why`) no longer holds. */
export function conflict(resource: ResourceName, name: string, why: string = modified): StatusError {
  return failure(409, 'Conflict', `Operation cannot be fulfilled on ${formatResource(resource)} "${name}": ${why}`, detailsOf(resource, name))
}

export function forbidden(resource: ResourceName, name: string, why: string): StatusError {
  const subject = name === '' ? formatResource(resource) : `${formatResource(resource)} "${name}"`
  return failure(403, 'Forbidden', `${subject} is forbidden: ${why}`, detailsOf(resource, name))
}

/** All errors of an object at once: `Pod "x" is invalid: a`, several as `[a, b]`. The group is part of the kind's name: `Deployment.apps`. */
export function invalid(kind: { readonly kind: string; readonly group: string }, name: string, errors: readonly FieldError[]): StatusError {
  const subject = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`
  const causes = errors.map((error) => ({ reason: causeReason(error), message: formatFieldErrorBody(error), field: error.field }))
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.kind, causes }
  return failure(422, 'Invalid', `${subject} "${name}" is invalid: ${formatFieldErrors(errors)}`, details, errors)
}

function causeReason(error: FieldError): string {
  return `FieldValue${error.type}`
}

export function badRequest(message: string): StatusError {
  return failure(400, 'BadRequest', message)
}

/** An object that cannot be read as its kind; `field` is where the reading stopped. */
export function undecodable(message: string, field: string): StatusError {
  return new StatusError(failure(400, 'BadRequest', message).status, [], field)
}

/** A revision that has left the history window. */
export function expired(message: string): StatusError {
  return failure(410, 'Expired', message)
}

/** A page of a list whose revision has left the history window; `token` goes on with the list as it is now. */
export function expiredPage(message: string, token: string): StatusError {
  return new StatusError({ ...expired(message).status, metadata: { continue: token } })
}

/** A revision that is not there yet. */
export function tooLargeRevision(asked: number, current: number): StatusError {
  const message = `Too large resource version: ${asked}, current: ${current}`
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }]
  return failure(504, 'Timeout', message, { causes, retryAfterSeconds: 1 })
}

/** A path that nothing is served at. */
export function noSuchPath(): StatusError {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function methodNotAllowed(): StatusError {
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {})
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  return failure(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`)
}

export function notAcceptable(accepted: readonly string[]): StatusError {
  return failure(406, 'NotAcceptable', `only the following media types are accepted: ${accepted.join(', ')}`)
}

/** `limit` is in bytes. */
export function requestTooLarge(limit: number): StatusError {
  return failure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`)
}

/** An eviction that a disruption budget does not allow now. */
export function tooManyRequests(message: string, causes: readonly StatusCause[]): StatusError {
  return failure(429, 'TooManyRequests', message, { causes })
}

export function internal(message: string): StatusError {
  return failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ reason: '', message, field: '' }] })
}

/** Something behind the API server does not answer. */
export function unavailable(message: string): StatusError {
  return failure(503, 'ServiceUnavailable', message)
}

/** A kind that the cluster does not have, in kubectl's words. */
export function noKindMatch({ kind, apiVersion }: { readonly kind: string; readonly apiVersion: string }): StatusError {
  return failure(404, 'NotFound', `no matches for kind "${kind}" in version "${apiVersion}"`)
}

/** A step of the app's own history that is not there. */
export function nothingToUndo(): StatusError {
  return failure(404, 'NotFound', 'there is nothing to undo')
}
