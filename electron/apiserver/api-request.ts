/**
 * A request as the platform has it, as far as the API looks at it. What Node's server has heard is made into this alone: a whole `Request` takes
 * as long as reading the object in it, and knows no method TRACE.
 */
export interface ApiRequest extends Pick<Request, 'method' | 'url' | 'body'> {
  readonly headers: Pick<Headers, 'get'> & Iterable<[string, string]>
}
