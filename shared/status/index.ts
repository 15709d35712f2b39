export type { ResourceName, Status, StatusCause, StatusReason } from './status-error.ts'
export { alreadyExists, badRequest, conflict, expired, forbidden, internal, invalid, noKindMatch, notFound, nothingToUndo, StatusError, undecodable } from './status-error.ts'
