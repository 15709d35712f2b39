export type { ResourceName, Status, StatusCause, StatusReason } from './status-error.ts'
export {
  alreadyExists, badRequest, conflict, expired, expiredPage, forbidden, internal, invalid, methodNotAllowed, noKindMatch, noSuchPath, notAcceptable,
  notFound, nothingToUndo, requestTooLarge, StatusError, tooLargeRevision, tooManyRequests, unavailable, undecodable, unsupportedMediaType,
} from './status-error.ts'
