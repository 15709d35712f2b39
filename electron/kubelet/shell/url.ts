import { fail, ok, type Result } from '../../../shared/lang/result.ts'

export interface Url {
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly port: number
  /** `host` or `host:port`, as given. */
  readonly authority: string
  /** Path and query; `/` at least. */
  readonly path: string
}

export type UrlProblem = { readonly kind: 'scheme'; readonly scheme: string } | { readonly kind: 'malformed' }

/** Reads a URL as curl does: the scheme may be left out. */
export function parseUrl(text: string): Result<Url, UrlProblem> {
  const scheme = /^([a-zA-Z][\w+.-]*):\/\//.exec(text)?.[1]?.toLowerCase() ?? 'http'
  if (scheme !== 'http' && scheme !== 'https') return fail({ kind: 'scheme', scheme })
  const match = /^([^/?#:\s@]+)(?::(\d{1,5}))?([/?][^#\s]*)?(?:#.*)?$/.exec(text.replace(/^[a-zA-Z][\w+.-]*:\/\//, ''))
  const [, host, digits, path = '/'] = match ?? []
  const port = digits === undefined ? (scheme === 'http' ? 80 : 443) : Number(digits)
  if (host === undefined || port > 65_535 || port === 0) return fail({ kind: 'malformed' })
  return ok({ scheme, host, port, authority: digits === undefined ? host : `${host}:${digits}`, path: path.startsWith('?') ? `/${path}` : path })
}

/** In curl's words. */
export function formatUrlProblem(problem: UrlProblem): string {
  return problem.kind === 'scheme' ? `Protocol "${problem.scheme}" not supported` : 'URL rejected: Malformed input to a URL function'
}
