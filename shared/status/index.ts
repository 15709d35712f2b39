export type { ResourceName, Status, StatusCause, StatusReason } from './status-error.ts'
export { alreadyExists, badRequest, conflict, expired, forbidden, formatResource, internal, invalid, notFound, StatusError } from './status-error.ts'
