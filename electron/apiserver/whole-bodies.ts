import type { ApiRequest } from './api-request.ts'

/**
 * Bodies that are there in one piece, beside the streams that requests and answers have of them: to take a short one through a stream costs
 * more than all else that is done for it.
 */
const bodies = new WeakMap<ApiRequest | Response, string | Uint8Array>()

export function keepWhole<Message extends ApiRequest | Response>(message: Message, body: string | Uint8Array): Message {
  bodies.set(message, body)
  return message
}

/** Undefined when the body comes as a stream alone, or there is none. */
export function findWhole(message: ApiRequest | Response): string | Uint8Array | undefined {
  return bodies.get(message)
}
