import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { parsePath } from './path.ts'

export interface Gate {
  /** The bearer token that every path but those of health needs. */
  readonly token: string
  /** `127.0.0.1:6443` and what else the server may be called. */
  readonly hosts: readonly string[]
}

export interface Caller {
  readonly method: string
  /** Path and query as they were sent, not yet decoded. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
}

export interface Refusal {
  readonly code: 400 | 401 | 403 | 415
  readonly message: string
}

const open = new Set(['healthz', 'livez', 'readyz'])
const sites = new Set(['none', 'same-origin'])
/** What a page may send for another site without asking first, if it leaves out the Content-Type. */
const simpleWrites = new Set(['POST'])

/**
 * Lets a request through or says why not, before anything of it is served: the Host must be the server's own (DNS rebinding), no browser
 * may have sent it for another site, the path must mean one thing only, and the token must be there.
 */
export function checkCaller(gate: Gate, { method, target, headers }: Caller): Result<void, Refusal> {
  if (!gate.hosts.includes((headers.host ?? '').toLowerCase())) return fail({ code: 403, message: 'the Host of the request is not this server' })
  const { origin } = headers
  if (origin !== undefined && !gate.hosts.some((host) => origin === `https://${host}`)) return fail({ code: 403, message: 'requests of other sites are not served' })
  const site = headers['sec-fetch-site']
  if (typeof site === 'string' && !sites.has(site)) return fail({ code: 403, message: 'requests of other sites are not served' })
  const [path = ''] = target.split('?')
  const segments = parsePath(path)
  if (!segments.ok) return fail({ code: 400, message: segments.error })
  if (!open.has(segments.value[0] ?? '') && !holdsToken(gate.token, headers.authorization)) return fail({ code: 401, message: 'Unauthorized' })
  const upgrade = (headers.connection ?? '').toLowerCase().includes('upgrade')
  if (simpleWrites.has(method) && !upgrade && !headers['content-type']) {
    return fail({ code: 415, message: 'the body of the request was in an unknown format - a Content-Type is needed' })
  }
  return ok(undefined)
}

/** Compared by digest, so that neither the text nor its length shows in the time it takes. */
function holdsToken(token: string, authorization: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  if (wanted.token !== token) wanted = { token, digest: digestOf(token) }
  return timingSafeEqual(digestOf(given), wanted.digest)
}

let wanted = { token: '', digest: digestOf('') }

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
