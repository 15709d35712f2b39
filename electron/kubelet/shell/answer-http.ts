import { findAnswer, type HttpAnswer, type Place } from './answers.ts'

/** How the program of an image answers a plain GET. */
export function answerHttp(image: string, path: string, place: Place): HttpAnswer {
  const target = path.startsWith('/') ? path : `/${path}`
  const headers = new Map([['host', `${place.ip}:${place.port}`], ['user-agent', 'kube-probe/1.32'], ['accept', '*/*']])
  return findAnswer(image)({ method: 'GET', target, headers, body: Buffer.alloc(0) }, place)
}
