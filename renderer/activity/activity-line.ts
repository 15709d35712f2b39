import { describeGesture } from '../../shared/gesture/index.ts'
import { changeOf, clientName, type Activity } from '../state/index.ts'
import { describeCall, requestLine } from './describe-call.ts'

/** An activity as its row shows it. */
export interface ActivityLine {
  /** Absent for the window itself. */
  readonly client?: string
  /** The client's own words on itself. */
  readonly userAgent?: string
  readonly what: string
  /** The HTTP requests, one a line. */
  readonly http: string
  /** The kubectl command; absent for what a client did. */
  readonly kubectl?: string
  /** HTTP status or Kubernetes' reason; absent for a gesture that was accepted. */
  readonly result?: string
  readonly failed: boolean
  /** Milliseconds. */
  readonly duration?: number
  /** It changed objects, so that they can be selected. */
  readonly changed: boolean
}

export function lineOf(activity: Activity): ActivityLine {
  if (activity.by === 'client') {
    const { call } = activity
    return {
      client: clientName(call.userAgent), userAgent: call.userAgent, what: describeCall(call), http: requestLine(call), result: String(call.code), failed: call.code >= 400,
      duration: call.duration, changed: changeOf(call) !== null && call.verb !== 'deletecollection',
    }
  }
  const { gesture, refused } = activity
  const { kubectl, http } = describeGesture(gesture)
  return { what: kubectl, http, kubectl, failed: refused !== undefined, changed: gesture.do !== 'ask' && refused === undefined, ...(refused === undefined ? {} : { result: refused }) }
}

/** Whether a line holds every word of a filter, in any case. */
export function passesFilter({ client, what, http, result }: ActivityLine, filter: string, windowName: string): boolean {
  const text = [client ?? windowName, what, http, result ?? ''].join('\n').toLowerCase()
  return filter.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}
