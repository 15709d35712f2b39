import { invalidField } from '../../../shared/model/index.ts'
import { invalid, type StatusCause, StatusError, type StatusReason } from '../../../shared/status/index.ts'

function failure(code: number, reason: StatusReason, message: string, causes?: readonly StatusCause[]): StatusError {
  return new StatusError({
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code,
    ...(causes === undefined ? {} : { details: { causes } }),
  })
}

/** A patch that can be read but not carried out. Upstream tells no more than this. */
export function rejectedPatch(): StatusError {
  return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', [])
}

export function requestTooLarge(message: string): StatusError {
  return failure(413, 'RequestEntityTooLarge', `Request entity is too large: ${message}`)
}

/** What upstream lets fall through as a plain Go error: no reason, which kubectl shows as `Error from server: ...`. */
export function unclassified(message: string): StatusError {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return failure(500, '' as StatusReason, message)
}

/** Fields that others manage: every conflict is a cause. */
export function applyConflict(message: string, causes: readonly StatusCause[]): StatusError {
  return failure(409, 'Conflict', message, causes)
}

/** An object that is not one any more after its patch; `shown` is how upstream prints the patch or the object. */
export function invalidPatch(shown: string, why: string): StatusError {
  return invalid({ kind: '', group: '' }, '', [invalidField('patch', shown, why)])
}
